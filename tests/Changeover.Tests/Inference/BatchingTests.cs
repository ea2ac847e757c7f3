using Changeover.Inference;
using Changeover.Inference.Decoding;
using Changeover.Inference.Loading;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference;

public sealed class BatchingTests
{
    private static readonly string[] s_prompts =
        ["a", "What is the weather in Oslo?", "Tell me a story.", new string('x', 150), "π ≈ 3.14159", "one two three", "Z", "list the primes below one hundred"];

    public static TheoryData<string> Folders => [TinyModel.Folder, TinyModel.UnpaddedFolder];

    /// <summary>Its chunks are not independent either: only its batches are held to the answers given alone.</summary>
    public static TheoryData<string> DynamicFolder => [TinyModel.DynamicFolder];

    [Fact]
    public void A_graph_that_does_not_mask_padding_is_found_out()
    {
        Assert.True(Pads(TinyModel.Folder));
        Assert.False(Pads(TinyModel.UnpaddedFolder));
    }

    [Fact]
    public void A_graph_that_quantises_over_the_batch_is_found_out() =>
        Assert.False(Pads(TinyModel.DynamicFolder));

    [Theory]
    [MemberData(nameof(Folders))]
    [MemberData(nameof(DynamicFolder))]
    public async Task Eight_answers_in_one_batch_are_the_answers_given_alone(string folder)
    {
        using var model = TinyModel.Load(folder: folder);
        var alone = new List<string>();
        foreach (var prompt in s_prompts)
        {
            alone.Add(await model.TextAsync(TinyModel.Ask(prompt, 60)));
        }

        var together = await Task.WhenAll(s_prompts.Select(prompt => model.TextAsync(TinyModel.Ask(prompt, 60))));

        Assert.Equal(alone, together);
        Assert.True(alone.Distinct().Count() > 6, "the model must tell its prompts apart");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_prompt_in_chunks_gives_the_answer_of_one_shot(string folder)
    {
        using var whole = TinyModel.Load(folder: folder);
        using var chunks = TinyModel.Load(new EmbeddedModelOptions { PrefillChunk = 7 }, folder: folder);
        foreach (var prompt in s_prompts)
        {
            Assert.Equal(await whole.TextAsync(TinyModel.Ask(prompt)), await chunks.TextAsync(TinyModel.Ask(prompt)));
        }
    }

    [Fact]
    public async Task The_last_event_is_the_exact_usage()
    {
        using var model = TinyModel.Load();

        var events = await model.EventsAsync(TinyModel.Ask("a", 12));

        Assert.IsType<ChatEvent.Started>(events[0]);
        Assert.Equal(FinishReason.Length, Assert.IsType<ChatEvent.Finished>(events[^2]).Reason);
        var usage = Assert.IsType<ChatEvent.Usage>(events[^1]).Tokens;
        Assert.Equal(20, usage.Input); // three marks, "user\na", two line ends and "assistant" by the byte
        Assert.Equal(12, usage.Output);
    }

    private static bool Pads(string folder)
    {
        var files = ModelFolder.Open(folder);
        using var graph = DecoderGraph.Load(files.GraphFile(), ModelConfig.Read(files), threads: 1);
        return PaddingProbe.Run(graph);
    }
}
