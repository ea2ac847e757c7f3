using Changeover.Inference;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference;

public sealed class RefusalTests
{
    [Fact]
    public async Task A_conversation_longer_than_the_context_is_the_dialects_own_error()
    {
        using var model = TinyModel.Load();

        var error = await RefusalAsync(model, TinyModel.Ask(new string('x', 600)));

        Assert.Equal((400, "context_length_exceeded", "messages"), (error.Status, error.Code, error.Param));
        Assert.Contains("512", error.Message);
    }

    [Fact]
    public async Task A_huge_conversation_is_refused_before_it_is_tokenised()
    {
        using var model = TinyModel.Load();

        Assert.Equal("context_length_exceeded", (await RefusalAsync(model, TinyModel.Ask(new string('x', 50_000_000)))).Code);
    }

    [Fact]
    public async Task The_answer_ends_where_the_context_does()
    {
        using var model = TinyModel.Load();

        var events = await model.EventsAsync(TinyModel.Ask(new string('x', 470), 10_000) with { Sampling = new SamplingOptions { Temperature = 0, LogitBias = new Dictionary<int, double> { ['q'] = 100 } } });

        Assert.Equal(FinishReason.Length, events.OfType<ChatEvent.Finished>().Single().Reason);
        var usage = events.OfType<ChatEvent.Usage>().Single().Tokens;
        Assert.Equal(512, usage.Input + usage.Output);
    }

    [Fact]
    public async Task Pictures_sound_and_files_are_refused_by_name()
    {
        using var model = TinyModel.Load();
        ContentPart[] parts = [new ContentPart.Image("data:,", null), new ContentPart.Audio("", "wav"), new ContentPart.File("f", null, null), new ContentPart.Unknown("video", "{}")];
        foreach (var part in parts)
        {
            var request = TinyModel.Ask("") with { Messages = [new ChatMessage { Role = Role.User, Parts = [part] }] };
            var error = await RefusalAsync(model, request);
            Assert.Equal((400, "unsupported_content"), (error.Status, error.Code));
            Assert.Contains(part is ContentPart.Unknown ? "video" : part.GetType().Name.ToLowerInvariant(), error.Message);
        }
    }

    private static async Task<UpstreamError> RefusalAsync(EmbeddedModel model, ChatRequest request) =>
        Assert.IsType<ChatEvent.Failed>(Assert.Single(await model.EventsAsync(request))).Error;
}
