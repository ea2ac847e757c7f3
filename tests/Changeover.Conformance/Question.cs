using System.Text.Json.Nodes;
using Changeover.Conformance.Adapters;
using Changeover.Conformance.Dialects;

namespace Changeover.Conformance;

/// <summary>A request as a client writes it.</summary>
/// <param name="Dialect">How it is spoken.</param>
/// <param name="Text">The user's message; a line <c>sandbox: …</c> in it steers the answer.</param>
/// <param name="Stream">Whether the answer is to be streamed.</param>
public sealed record Question(Dialect Dialect, string Text, bool Stream)
{
    /// <summary>The second sandbox may answer when the first fails.</summary>
    public bool MayFallBack { get; init; }

    /// <summary>A model of its own; null = the adapter's.</summary>
    public string? Model { get; init; }

    /// <summary>A key of its own; null = the run's.</summary>
    public string? Key { get; init; }

    /// <summary>A change of the body before it is sent.</summary>
    public Action<JsonObject> Edit { get; init; } = _ => { };

    /// <summary>A body in its place, as it is.</summary>
    public string? Raw { get; init; }

    internal Access Access(Adapter adapter) => MayFallBack ? adapter.Dialects[Dialect.Name].Fallback : adapter.Dialects[Dialect.Name].Plain;
}
