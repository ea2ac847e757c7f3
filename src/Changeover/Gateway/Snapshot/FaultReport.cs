using System.Text;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot;

/// <summary>Faults and warnings for people and for programs.</summary>
public static class FaultReport
{
    /// <summary>One paragraph each: place, quoted line, what is wrong, what to do.</summary>
    public static string Of(ConfigResult result)
    {
        var lines = result.Text.Split('\n');
        var text = new StringBuilder();
        foreach (var (fault, kind) in Each(result))
        {
            text.Append($"{Place(result, fault.At)}: {kind}{(fault.Path.Length > 0 ? $" in {fault.Path}" : "")}\n");
            if (fault.At.Line is { } line && line <= lines.Length && QuotedLine.Of(lines[line - 1], fault) is { } quoted)
            {
                text.Append($"  {line,4} | {quoted}\n");
            }

            text.Append($"  {fault.Message}\n  → {fault.Remedy}\n\n");
        }

        return text.Append(Summary(result)).Append('\n').ToString();
    }

    /// <summary>The same as one JSON object: <c>file</c>, <c>valid</c>, <c>faults</c>, <c>warnings</c>.</summary>
    public static string Json(ConfigResult result) => new JsonObject
    {
        ["file"] = result.File,
        ["valid"] = result.IsValid,
        ["faults"] = new JsonArray([.. result.Faults.Select(Fault)]),
        ["warnings"] = new JsonArray([.. result.Warnings.Select(Fault)]),
    }.ToJsonString(ConfigListing.Readable) + "\n";

    /// <summary>File and line, or the variable, as editors and terminals link it.</summary>
    internal static string Place(ConfigResult result, ConfigOrigin at)
    {
        var file = result.File ?? "built-in configuration";
        return at.Variable ?? (at.Line is null ? file : $"{file}:{at.Line}:{at.Column}");
    }

    private static IEnumerable<(ConfigFault, string)> Each(ConfigResult result) =>
        result.Faults.Select(fault => (fault, "fault")).Concat(result.Warnings.Select(warning => (warning, "warning")));

    private static string Summary(ConfigResult result)
    {
        var file = result.File ?? "The built-in configuration";
        return (result.Faults.Count, result.Warnings.Count) switch
        {
            (0, 0) => $"{file} is fine.",
            (0, var warnings) => $"{file} can run; warnings: {warnings}.",
            (var faults, var warnings) => $"{file} cannot run; faults: {faults}, warnings: {warnings}.",
        };
    }

    private static JsonObject Fault(ConfigFault fault) => new()
    {
        ["line"] = fault.At.Line,
        ["column"] = fault.At.Column,
        ["variable"] = fault.At.Variable,
        ["path"] = fault.Path,
        ["message"] = fault.Message,
        ["remedy"] = fault.Remedy,
    };
}
