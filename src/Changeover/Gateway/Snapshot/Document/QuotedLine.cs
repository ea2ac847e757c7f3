namespace Changeover.Gateway.Snapshot.Document;

/// <summary>As much of a faulty line as is safe to print: a secret may stand on it, under a misspelled key too.</summary>
internal static class QuotedLine
{
    private static readonly string[] SecretPlaces = ["credential", "headers", "query", "url", "otlp"];

    /// <summary>The line, cut after the key unless the value itself is at fault and no secret; null = nothing is safe.</summary>
    public static string? Of(string line, ConfigFault fault)
    {
        line = line.TrimEnd();
        var start = Math.Clamp((fault.At.Column ?? 1) - 1, 0, line.Length);
        var isValue = fault.Path.Length > 0 && !SecretPlaces.Any(place => fault.Path.Contains(place, StringComparison.OrdinalIgnoreCase));

        // A colon at or after the fault begins another value, which nothing is known of.
        var colon = line.IndexOf(':', isValue ? start : 0);
        var shown = colon >= 0 ? line[..(colon + 1)] + (colon + 1 < line.Length ? " …" : "") : isValue ? line : null;
        var isFlow = line.AsSpan(0, start).IndexOfAny('{', '[') >= 0;
        return shown is null || isFlow || Quoting.LooksSecret(shown) ? null : shown;
    }
}
