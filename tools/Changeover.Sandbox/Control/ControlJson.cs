using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Faults;

namespace Changeover.Sandbox.Control;

/// <summary>JSON of the control port: snake_case, and a name that nobody knows is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Behaviour))]
[JsonSerializable(typeof(FaultPlan))]
[JsonSerializable(typeof(FaultListing))]
[JsonSerializable(typeof(Bill))]
[JsonSerializable(typeof(IReadOnlyList<JournalEntry>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ControlJson : JsonSerializerContext;
