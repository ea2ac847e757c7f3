using System.Text.Json.Nodes;
using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>What a fault has to work with.</summary>
internal sealed record FaultScene(Fault Fault, JsonObject Parameters, IDialect Dialect, Exchange Exchange, DateTimeOffset Now)
{
    /// <summary>What would have been played without the fault.</summary>
    public Script Healthy { get; init; } = Script.Whole(200, "", default);

    /// <summary>The dialect's own words for a trouble.</summary>
    public ProviderError Words(Trouble trouble) => Dialect.Words(trouble, Exchange.Key ?? "");

    /// <summary>The dialect's refusal for a trouble.</summary>
    public Script Refuse(Trouble trouble) => Dialect.Refuse(Words(trouble));

    public string Text(string name) => Value(name).GetValue<string>();

    public int Number(string name) => Value(name).GetValue<int>();

    public bool Flag(string name) => Value(name).GetValue<bool>();

    /// <summary>A time in milliseconds; 0 = without end.</summary>
    public Step.Wait Pause(string name) => new(Number(name) is > 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);

    private JsonValue Value(string name) =>
        Parameters[name] as JsonValue ?? Fault.Parameters.First(parameter => parameter.Name == name).Default;
}
