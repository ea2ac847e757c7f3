using System.Globalization;

namespace Changeover.Sandbox.Answers;

/// <summary>
/// The <c>sandbox:</c> line of a user message, by which a request says what answer it wants: words separated by blanks,
/// each <c>name</c> or <c>name=value</c>.
/// </summary>
internal sealed class Steering
{
    private const string Mark = "sandbox:";
    private const int Largest = 1_000_000;
    private readonly Dictionary<string, string> _wishes = new(StringComparer.OrdinalIgnoreCase);

    private Steering(string rest) => Rest = rest;

    /// <summary>The message without the line.</summary>
    public string Rest { get; }

    public bool Has(string name) => _wishes.ContainsKey(name);

    public string? Text(string name) => _wishes.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <summary>A whole number, at most <see cref="Largest"/>.</summary>
    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, Largest) : null;

    public static Steering Read(string message)
    {
        var lines = message.Split('\n');
        var marked = Array.FindIndex(lines, line => line.TrimStart().StartsWith(Mark, StringComparison.OrdinalIgnoreCase));
        if (marked < 0) return new Steering(message);

        var steering = new Steering(string.Join('\n', lines.Where((_, index) => index != marked)).Trim());
        foreach (var wish in lines[marked].Trim()[Mark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = wish.Split('=', 2);
            steering._wishes[parts[0]] = parts.ElementAtOrDefault(1) ?? "";
        }
        return steering;
    }
}
