using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Inference.Loading;
using Changeover.Inference.Tokens;
using Changeover.Inference.Tokens.Normalization;

namespace Changeover.Tests.Inference;

/// <summary>Against Python's <c>unicodedata</c> of the same Unicode version (<c>tools/unicode/normalization.py</c>).</summary>
public sealed class NormalizationTests
{
    private static readonly JsonNode s_goldens = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "Changeover.Tests", "Inference", "Tokenizers", "normalization.json")))!;
    // Three planes: no character above them is mapped to another.
    private static readonly string[] s_characters = [.. Enumerable.Range(0, 0x30000).Where(Rune.IsValid).Select(code => new Rune(code).ToString())];

    public static TheoryData<NormalizationForm, string> Forms => new() { { NormalizationForm.FormC, "NFC" }, { NormalizationForm.FormKC, "NFKC" } };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_character_becomes_what_the_reference_makes_of_it(NormalizationForm form, string name) =>
        Assert.Equal((string?)s_goldens["every_character"]![name], Digest(form, s_characters));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_character_with_two_marks_on_it_becomes_what_the_reference_makes_of_it(NormalizationForm form, string name) =>
        Assert.Equal((string?)s_goldens["with_marks"]![name], Digest(form, s_characters.Select(character => character + "\u0301\u0323")));

    [Fact]
    public void Mixed_texts_become_what_the_reference_makes_of_them()
    {
        var cases = s_goldens["mixed"]!.AsArray();
        Assert.Equal(200, cases.Count);
        Assert.All(cases, each =>
        {
            var text = (string)each![0]!;
            Assert.Equal((string?)each[1], TextNormalizer.Normalize(text, NormalizationForm.FormC));
            Assert.Equal((string?)each[2], TextNormalizer.Normalize(text, NormalizationForm.FormKC));
        });
    }

    [Fact]
    public void A_million_marks_on_one_letter_are_put_in_order_at_once()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 500_000));

        var normal = TextNormalizer.Normalize(text, NormalizationForm.FormC);

        Assert.Equal("\u1EA1" + new string('\u0323', 499_999) + new string('\u0301', 500_000), normal);
    }

    [Theory]
    [InlineData("NFC", true)]
    [InlineData(null, false)]
    public void A_model_reads_text_in_the_form_that_it_was_trained_on(string? normalizer, bool same)
    {
        var folder = Directory.CreateTempSubdirectory("changeover-normalizer-");
        try
        {
            var file = JsonNode.Parse(File.ReadAllText(Path.Combine(TinyModel.Folder, "tokenizer.json")))!;
            file["normalizer"] = normalizer is null ? null : new JsonObject { ["type"] = normalizer };
            File.WriteAllText(Path.Combine(folder.FullName, "tokenizer.json"), file.ToJsonString());
            var tokenizer = TokenizerFile.Read(ModelFolder.Open(folder.FullName), 262);

            Assert.Equal(same, tokenizer.Encode("re\u0301sume\u0301").SequenceEqual(tokenizer.Encode("r\u00E9sum\u00E9")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Digest(NormalizationForm form, IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts.Select(text => TextNormalizer.Normalize(text, form))))));
}
