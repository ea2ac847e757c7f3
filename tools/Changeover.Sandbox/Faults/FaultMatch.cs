using System.Text.Json.Serialization;
using Changeover.Sandbox.Exchanges;

namespace Changeover.Sandbox.Faults;

/// <summary>Which requests a fault strikes; all that is said must hold.</summary>
public sealed record FaultMatch
{
    /// <summary>The model that was asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The key.</summary>
    public string? Key { get; init; }

    /// <summary>The end of the path, such as <c>/chat/completions</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Nothing is said.</summary>
    [JsonIgnore]
    public bool IsEverything => this == new FaultMatch();

    internal bool Holds(Exchange exchange) =>
        (Model is null || Model == exchange.Model)
        && (Key is null || Key == exchange.Key)
        && (Path is null || exchange.Path.EndsWith(Path, StringComparison.Ordinal));
}
