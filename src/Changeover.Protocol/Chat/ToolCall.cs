using System.Collections.ObjectModel;

namespace Changeover.Protocol.Chat;

/// <summary>The model's wish to call a tool. <paramref name="Arguments"/> is the JSON text exactly as the model wrote it, which need not be valid.</summary>
/// <param name="Id">The call's id; empty for a legacy <c>function_call</c>, which has none.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">JSON text; for a custom tool its free text.</param>
public sealed record ToolCall(string Id, string Name, string Arguments)
{
    /// <summary>Written as the legacy <c>function_call</c>.</summary>
    public bool IsLegacyFunction { get; init; }

    /// <summary>A call of a custom tool, whose input is free text.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The provider's signature on this call (Gemini's thought signature); null = none.</summary>
    public Seal? Seal { get; init; }

    /// <summary>How many of the turn's parts were said before this call, where the dialect keeps that order; null = all of them.</summary>
    public int? PartsBefore { get; init; }

    /// <summary>Fields the neutral form has no place for: name → raw JSON.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
