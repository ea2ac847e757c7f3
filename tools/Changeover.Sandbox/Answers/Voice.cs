using System.Security.Cryptography;
using System.Text;

namespace Changeover.Sandbox.Answers;

/// <summary>
/// A way of answering. <c>echo</c> says back what the user said; <c>lorem</c> and <c>tiny</c> string words together, drawn by
/// a seed that comes from voice, text and request seed, so that the same request gets the same answer.
/// </summary>
internal sealed class Voice
{
    private static readonly string[] Lorem =
        ["lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "do", "eiusmod", "tempor",
         "incididunt", "ut", "labore", "et", "dolore", "magna", "aliqua", "quis", "nostrud", "ullamco", "laboris", "nisi"];
    private static readonly string[] Tiny = ["ok", "yes", "no", "so", "it", "is", "we", "can", "do", "that"];

    public static IReadOnlyList<string> Names { get; } = ["echo", "lorem", "tiny"];

    private readonly string _name;

    private Voice(string name) => _name = name;

    /// <summary>The voice of a model: its own where the model is called like a voice, otherwise <c>echo</c>.</summary>
    public static Voice Of(string model) => new(Names.Contains(model, StringComparer.Ordinal) ? model : "echo");

    public string Say(string text, int? words, int seed) =>
        words is null && _name == "echo" && text.Length > 0 ? text : Words(words ?? 12, text, seed);

    public string Words(int count, string text, int seed)
    {
        var vocabulary = _name == "tiny" ? Tiny : Lorem;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_name}\n{seed}\n{text}"));
        var random = new Random(BitConverter.ToInt32(hash));
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => vocabulary[random.Next(vocabulary.Length)]));
    }
}
