using System.Collections.Frozen;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>What a target takes, beyond the shape of its dialect: the dialect's rules, changed where a provider differs. Pure data; <c>docs/reference/translation.md</c> is generated from it.</summary>
public sealed record TargetRules
{
    /// <summary>Most answers that a target which gives one is asked for one by one.</summary>
    public const int MostFannedOut = 8;

    /// <summary>The dialect that the target is spoken to in.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>Features that are not simply native.</summary>
    public FrozenDictionary<Feature, Support> Differs { get; init; } = FrozenDictionary<Feature, Support>.Empty;

    /// <summary>Highest temperature; a higher one is lowered to it.</summary>
    public double MaxTemperature { get; init; } = 2;

    /// <summary>Most stop strings.</summary>
    public int MaxStops { get; init; } = 4;

    /// <summary>The bound that is written where the request has none and the dialect needs one, in tokens; null = it needs none.</summary>
    public int? DefaultMaxOutput { get; init; }

    /// <summary>Most messages; null = no bound.</summary>
    public int? MaxMessages { get; init; }

    /// <summary>Several calls in one turn come unasked, as in the dialects of all clients. Where they do not (DashScope), they are asked for.</summary>
    public bool CallsInParallelUnasked { get; init; } = true;

    /// <summary>The target reasons only in streams: a buffered request that wants reasoning is streamed to it, and the answer folded.</summary>
    public bool ReasonsOnlyInStreams { get; init; }

    /// <summary>The target answers in streams only: every request is streamed to it, and the answer folded where the client wants it whole.</summary>
    public bool AnswersOnlyInStreams { get; init; }

    /// <summary>Ids of tool calls.</summary>
    public CallIds CallIds { get; init; } = CallIds.Any;

    /// <summary>Names of tools, where the client speaks another dialect.</summary>
    public ToolNames ToolNames { get; init; } = ToolNames.Plain;

    /// <summary>Earlier reasoning as text.</summary>
    public ReasoningReplay Reasoning { get; init; } = ReasoningReplay.Welcome;

    /// <summary>Written as the reasoning of a call whose own was lost, where <see cref="Reasoning"/> is <see cref="ReasoningReplay.InToolLoops"/>.</summary>
    public string LostReasoning { get; init; } = "The reasoning behind this call is not available.";

    /// <summary>How the target takes a feature.</summary>
    public Support Of(Feature feature) => Differs.GetValueOrDefault(feature, Support.Native);

    /// <summary>The same rules, with other support for some features.</summary>
    public TargetRules With(params ReadOnlySpan<(Feature Feature, Support Support)> changes)
    {
        var differs = new Dictionary<Feature, Support>(Differs);
        foreach ((Feature feature, Support support) in changes)
        {
            differs[feature] = support;
        }

        return this with { Differs = differs.ToFrozenDictionary() };
    }
}
