using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Changeover.Inference.Loading;
using Microsoft.ML.Tokenizers;

namespace Changeover.Inference.Tokens;

/// <summary>Reads <c>tokenizer.json</c> into a <see cref="ModelTokenizer"/>: byte-level BPE as GPT-2, Qwen, SmolLM, Granite and Llama 3 have it. Any other kind is refused by name, because a nearly right tokenizer makes a quietly wrong model.</summary>
internal static class TokenizerFile
{
    /// <summary>GPT-2's own pattern, which a ByteLevel step applies unless told not to.</summary>
    private const string ByteLevelPattern = @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public static ModelTokenizer Read(ModelFolder folder, int vocabularySize)
    {
        try
        {
            return Build(ModelJson.Read(folder, "tokenizer.json").Root, vocabularySize);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ModelLoadException($"tokenizer.json in '{folder.Path}' does not have the form of a tokenizer: {error.Message} Fetch the model again.", error);
        }
    }

    private static ModelTokenizer Build(JsonElement root, int vocabularySize)
    {
        var model = root.GetProperty("model");
        Require(Text(model, "type") is "BPE" or null, $"model type '{Text(model, "type")}'");
        Require(!Flag(model, "byte_fallback"), "BPE with byte fallback");
        var splits = new List<Regex>();
        Require(root.TryGetProperty("pre_tokenizer", out var pre) && Splits(pre, splits), "BPE without a ByteLevel step");
        var vocabulary = model.GetProperty("vocab").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetInt32(), StringComparer.Ordinal);
        var added = AddedTokens(root);
        var bpe = BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = model.GetProperty("merges").EnumerateArray().Select(Merge),
            ByteLevel = true,
            PreTokenizer = new SplitPreTokenizer(splits),
        });
        return new ModelTokenizer(bpe, Normalization(root), added, Table(vocabulary, added, vocabularySize));
    }

    private static TokenTable Table(Dictionary<string, int> vocabulary, IReadOnlyList<AddedToken> added, int size)
    {
        var bytes = new byte[]?[size];
        foreach (var (spelling, id) in vocabulary)
        {
            Require(id >= 0 && id < size, $"token id {id}, above the vocabulary size {size} of config.json");
            bytes[id] = ByteAlphabet.Decode(spelling) ?? Encoding.UTF8.GetBytes(spelling);
        }

        foreach (var token in added)
        {
            Require(token.Id >= 0 && token.Id < size, $"token id {token.Id}, above the vocabulary size {size} of config.json");
            bytes[token.Id] = Encoding.UTF8.GetBytes(token.Text);
        }

        // An id without text must never be chosen as part of a constrained answer: treat it as a control token.
        var holes = Enumerable.Range(0, size).Where(id => bytes[id] is null);
        return new TokenTable(bytes, added.Where(token => token.IsSpecial).Select(token => token.Id).Concat(holes));
    }

    private static IReadOnlyList<AddedToken> AddedTokens(JsonElement root) =>
        root.TryGetProperty("added_tokens", out var added)
            ? [.. added.EnumerateArray().Select(token => new AddedToken(token.GetProperty("id").GetInt32(), Text(token, "content")!, Flag(token, "special"), Flag(token, "lstrip"), Flag(token, "rstrip")))]
            : [];

    private static bool Splits(JsonElement step, List<Regex> splits)
    {
        switch (step.ValueKind == JsonValueKind.Object ? Text(step, "type") : null)
        {
            case "Sequence":
                // Not Any(): every step counts, the ByteLevel one is usually the last.
                return step.GetProperty("pretokenizers").EnumerateArray().Select(inner => Splits(inner, splits)).ToList().Contains(true);
            case "Split":
                Require(Text(step, "behavior") == "Isolated" && !Flag(step, "invert"), $"a Split step that is '{Text(step, "behavior")}' or inverted");
                var pattern = step.GetProperty("pattern");
                splits.Add(Pattern(Text(pattern, "Regex") ?? Regex.Escape(Text(pattern, "String") ?? throw new FormatException("a Split step without a pattern."))));
                return false;
            case "Digits":
                splits.Add(Pattern(Flag(step, "individual_digits") ? @"\p{N}" : @"\p{N}+"));
                return false;
            case "ByteLevel":
                Require(!Flag(step, "add_prefix_space"), "a ByteLevel step that adds a leading space");
                if (!step.TryGetProperty("use_regex", out var use) || use.ValueKind != JsonValueKind.False)
                {
                    splits.Add(Pattern(ByteLevelPattern));
                }

                return true;
            case var other:
                throw Unsupported($"pre-tokenizer '{other ?? "none"}'");
        }
    }

    private static NormalizationForm? Normalization(JsonElement root)
    {
        if (!root.TryGetProperty("normalizer", out var normalizer) || normalizer.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Text(normalizer, "type") switch
        {
            "NFC" => NormalizationForm.FormC,
            "NFKC" => NormalizationForm.FormKC,
            "Sequence" when normalizer.GetProperty("normalizers").GetArrayLength() == 0 => null,
            var other => throw Unsupported($"normalizer '{other}'"),
        };
    }

    // Written as "a b" by older exporters, as ["a", "b"] by newer ones.
    private static string Merge(JsonElement merge) =>
        merge.ValueKind == JsonValueKind.String ? merge.GetString()! : string.Join(' ', merge.EnumerateArray().Select(part => part.GetString()));

    // The pattern comes with the model: a bound on its time keeps a hostile one from holding a thread.
    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static void Require(bool supported, string what)
    {
        if (!supported)
        {
            throw Unsupported(what);
        }
    }

    private static ModelLoadException Unsupported(string what) =>
        new($"tokenizer.json: {what} is not supported; byte-level BPE is. Serve this model with Ollama, llama.cpp or vLLM behind an upstream.");
}
