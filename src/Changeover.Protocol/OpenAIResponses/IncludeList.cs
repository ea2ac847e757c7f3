using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary><c>include</c>: what the answer shall hold beside the usual. Two of its words have a place in the neutral form.</summary>
internal sealed record IncludeList(bool HasLogprobs, bool HasSeals, IReadOnlyList<string> Rest)
{
    public const string Name = "include";
    public const string Logprobs = "message.output_text.logprobs";
    public const string Seals = "reasoning.encrypted_content";

    public static IncludeList Read(JsonFields fields)
    {
        var words = new List<string>();
        foreach ((JsonElement item, string path) in fields.Items(Name))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                words.Add(item.GetString()!);
            }
            else
            {
                fields.Faults.WrongType(path, "a string");
            }
        }

        return new IncludeList(words.Contains(Logprobs), words.Contains(Seals), [.. words.Where(word => word is not (Logprobs or Seals))]);
    }

    /// <summary>The words without a place, as an extension.</summary>
    public IReadOnlyDictionary<string, string> AddRest(IReadOnlyDictionary<string, string> extensions) => Rest.Count == 0
        ? extensions
        : new Dictionary<string, string>(extensions, StringComparer.Ordinal) { [Name] = $"[{string.Join(',', Rest.Select(word => $"\"{JsonEncodedText.Encode(word)}\""))}]" };
}
