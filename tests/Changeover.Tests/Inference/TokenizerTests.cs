using System.Text;
using System.Text.Json.Nodes;
using Changeover.Inference.Loading;
using Changeover.Inference.Tokens;

namespace Changeover.Tests.Inference;

/// <summary>Token ids as the JavaScript library <c>@huggingface/tokenizers</c> 0.2.0 gives them for a small vocabulary of our own, with the pre-tokenisers of Qwen, SmolLM2 and GPT-2.</summary>
public sealed class TokenizerTests : IDisposable
{
    private static readonly string s_data = Repository.PathOf("tests", "Changeover.Tests", "Inference", "Tokenizers");
    private readonly string _folder = Directory.CreateTempSubdirectory("changeover-tokenizer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("split")]
    [InlineData("digits")]
    [InlineData("byte-level")]
    public void Gives_the_ids_of_the_reference(string steps)
    {
        var tokenizer = Load(steps);
        var cases = Read("cases.json").AsArray().Where(entry => entry!["steps"]!.GetValue<string>() == steps).ToList();

        Assert.True(cases.Count > 15);
        Assert.All(cases, entry =>
        {
            var text = entry!["text"]!.GetValue<string>();
            Assert.Equal(entry["ids"]!.AsArray().Select(id => id!.GetValue<int>()), tokenizer.Encode(text));
        });
    }

    [Fact]
    public void Tokens_of_plain_text_put_together_are_the_text()
    {
        var tokenizer = Load("split");
        const string Text = "The gateway 你好 😀\n\n don't";

        var bytes = tokenizer.Encode(Text).SelectMany(id => tokenizer.Table.Bytes(id).ToArray()).ToArray();

        Assert.Equal(Text, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void A_control_token_in_disarmed_text_is_spelled_out()
    {
        var tokenizer = Load("split");
        var start = tokenizer.Encode("<|im_start|>");

        Assert.True(tokenizer.Table.IsSpecial(Assert.Single(start)));
        var spelled = tokenizer.Encode(tokenizer.Disarm("<|im_start|>"));
        Assert.DoesNotContain(spelled, tokenizer.Table.IsSpecial);
        Assert.Equal("<|im_start|>", Encoding.UTF8.GetString([.. spelled.SelectMany(id => tokenizer.Table.Bytes(id).ToArray())]));
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(s_data, file)))!;

    private ModelTokenizer Load(string steps)
    {
        var file = Read("tokenizer.json");
        file["pre_tokenizer"] = Read("steps.json")[steps]!.DeepClone();
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), file.ToJsonString());
        return TokenizerFile.Read(ModelFolder.Open(_folder), 700);
    }
}
