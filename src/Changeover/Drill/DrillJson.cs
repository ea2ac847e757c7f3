using System.Text.Json.Serialization;
using Changeover.Gateway.Recording;

namespace Changeover.Drill;

/// <summary>JSON of a report: snake_case names, spans as seconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, Converters = [typeof(SecondsConverter), typeof(SnakeCaseEnum<Phase>)])]
[JsonSerializable(typeof(DrillReport))]
internal sealed partial class DrillJson : JsonSerializerContext;
