using System.Collections.ObjectModel;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>A request made legal for a target, and what its answer needs so that the client gets what it asked for.</summary>
/// <param name="Request">To be written.</param>
public sealed record AdaptedRequest(ChatRequest Request)
{
    /// <summary>The tool that stands in for a structured output: its arguments are the answer's text; null = none.</summary>
    public string? FormatTool { get; init; }

    /// <summary>The target's name of a tool → the client's, for those that the target refuses.</summary>
    public IReadOnlyDictionary<string, string> RenamedTools { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The format that the client asked for and that the target does not keep by itself; null = nothing is to be checked.</summary>
    public ResponseFormat? UnkeptFormat { get; init; }
}
