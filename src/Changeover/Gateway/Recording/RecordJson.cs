using System.Text.Json;
using System.Text.Json.Serialization;
using Changeover.Gateway.Recording.Correcting;
using Changeover.Measure.Pricing;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Recording;

/// <summary>The one JSON form of a record: in the database, in exports and after <c>--json</c>. snake_case names, spans as seconds, unknown values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(SecondsConverter),
        typeof(SnakeCaseEnum<Operation>),
        typeof(SnakeCaseEnum<Dialect>),
        typeof(SnakeCaseEnum<FinishReason>),
        typeof(SnakeCaseEnum<LossKind>),
        typeof(SnakeCaseEnum<Stage>),
        typeof(SnakeCaseEnum<Party>),
        typeof(SnakeCaseEnum<ErrorClass>),
        typeof(SnakeCaseEnum<UnpricedReason>),
    ])]
[JsonSerializable(typeof(RequestRecord))]
[JsonSerializable(typeof(CostCorrection))]
[JsonSerializable(typeof(IReadOnlyList<RequestRecord>))]
internal sealed partial class RecordJson : JsonSerializerContext;

/// <summary>An enum by its name in snake_case; a number is refused.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>A span as decimal seconds, exact to its tick of 100 ns.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc />
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new((long)(reader.GetDecimal() * TimeSpan.TicksPerSecond));

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((decimal)value.Ticks / TimeSpan.TicksPerSecond);
}
