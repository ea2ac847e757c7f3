using System.Text;
using Changeover.Inference;

namespace Changeover.Tests.Inference;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("changeover-model-").FullName;

    public ModelFolderTests()
    {
        foreach (var file in Directory.EnumerateFiles(TinyModel.Folder))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_whole_folder_loads_and_says_what_it_is()
    {
        using var model = Load();

        Assert.Equal(Path.GetFileName(_folder), model.Card.Name);
        Assert.Equal((512, 262, false), (model.Card.ContextLength, model.Card.VocabularySize, model.Card.IsDemo));
        Assert.InRange(model.Card.Parameters!.Value, 30_000, 40_000);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.Contains("/nowhere/at-all", Assert.Throws<ModelLoadException>(() => EmbeddedModel.Load("/nowhere/at-all", new EmbeddedModelOptions(), TimeProvider.System)).Message);

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("model.onnx")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(In(file));

        Assert.Contains(file, Refusal());
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("model.onnx")]
    public void A_file_cut_short_anywhere_is_refused(string file)
    {
        var whole = File.ReadAllBytes(In(file));
        foreach (var share in new[] { 0.0, 0.01, 0.3, 0.5, 0.9, 0.99 })
        {
            File.WriteAllBytes(In(file), whole[..(int)(whole.Length * share)]);
            Assert.Contains(file, Refusal());
        }
    }

    [Fact]
    public void Garbage_instead_of_a_graph_is_refused()
    {
        var random = new Random(5);
        for (var i = 0; i < 50; i++)
        {
            var garbage = new byte[random.Next(1, 5_000)];
            random.NextBytes(garbage);
            File.WriteAllBytes(In("model.onnx"), garbage);
            Assert.Contains("model.onnx", Refusal());
        }

        File.WriteAllText(In("model.onnx"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        Assert.Contains("model.onnx", Refusal());
    }

    [Theory]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "past_key_values.2.key")]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1", "past_key_values.1.key")]
    [InlineData("\"num_key_value_heads\": 2", "\"num_key_value_heads\": 4", "past_key_values.0.key")]
    [InlineData("\"head_dim\": 8", "\"head_dim\": 16", "past_key_values.0.key")]
    [InlineData("\"vocab_size\": 262", "\"vocab_size\": 300", "logits")]
    [InlineData("\"vocab_size\": 262", "\"vocab_size\": 200", "vocabulary size 200")]
    [InlineData("\"vocab_size\": 262", "\"vocab_size\": \"many\"", "vocab_size")]
    [InlineData("\"num_hidden_layers\": 2", "\"n_layer\": 2", "num_hidden_layers")]
    public void A_configuration_of_another_model_is_refused_by_what_differs(string from, string to, string named)
    {
        Edit("config.json", from, to);

        Assert.Contains(named, Refusal());
    }

    [Theory]
    [InlineData("\"type\": \"BPE\"", "\"type\": \"Unigram\"", "Unigram")]
    [InlineData("\"byte_fallback\": false", "\"byte_fallback\": true", "byte fallback")]
    [InlineData("\"normalizer\": null", "\"normalizer\": {\"type\": \"Lowercase\"}", "Lowercase")]
    [InlineData("\"pre_tokenizer\": {", "\"pre_tokenizer\": {\"type\": \"Metaspace\"}, \"x\": {", "Metaspace")]
    public void A_tokenizer_of_another_kind_is_refused_by_name(string from, string to, string named)
    {
        Edit("tokenizer.json", from, to);

        Assert.Contains(named, Refusal());
    }

    [Fact]
    public void A_file_that_leads_out_of_the_folder_is_refused()
    {
        File.Delete(In("model.onnx"));
        File.CreateSymbolicLink(In("model.onnx"), Path.Combine(TinyModel.Folder, "model.onnx"));

        Assert.Contains("leads outside", Refusal());
    }

    [Theory]
    [InlineData("../stolen.bin", "leads outside")]
    [InlineData("/etc/passwd", "leads outside")]
    [InlineData("missing.bin", "missing")]
    [InlineData("short.bin", "cut short")]
    public void Weights_in_another_file_must_be_whole_and_inside_the_folder(string location, string named)
    {
        File.WriteAllBytes(In("short.bin"), new byte[8]);
        File.WriteAllBytes(In("model.onnx"), GraphWithExternalWeights(location));

        Assert.Contains(named, Refusal());
    }

    private string In(string file) => Path.Combine(_folder, file);

    private EmbeddedModel Load() => EmbeddedModel.Load(_folder, new EmbeddedModelOptions(), TimeProvider.System);

    private string Refusal() => Assert.Throws<ModelLoadException>(() => Load().Dispose()).Message;

    private void Edit(string file, string from, string to)
    {
        var text = File.ReadAllText(In(file)).ReplaceLineEndings("\n");
        var edited = text.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(text, edited);
        File.WriteAllText(In(file), edited);
    }

    // ModelProto { graph (7): GraphProto { initializer (5): TensorProto { external_data (13): location, length } } }
    private static byte[] GraphWithExternalWeights(string location)
    {
        byte[] Entry(string key, string value) => Field(13, [.. Field(1, Encoding.UTF8.GetBytes(key)), .. Field(2, Encoding.UTF8.GetBytes(value))]);
        return Field(7, Field(5, [.. Entry("location", location), .. Entry("length", "1000000")]));
    }

    private static byte[] Field(int number, byte[] content) => [(byte)(number << 3 | 2), (byte)(content.Length | 0x80), (byte)(content.Length >> 7), .. content];
}
