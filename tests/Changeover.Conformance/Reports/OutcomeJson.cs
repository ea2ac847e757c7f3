using System.Text.Json.Serialization;

namespace Changeover.Conformance.Reports;

/// <summary>JSON of a run.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(Outcome))]
public sealed partial class OutcomeJson : JsonSerializerContext;
