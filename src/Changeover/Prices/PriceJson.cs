using System.Text.Json;
using System.Text.Json.Serialization;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices;

/// <summary>The catalogue's JSON: one row per line, snake_case names, nothing that is not known.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(NameInSnakeCase<ServiceTier>), typeof(NameInSnakeCase<PriceConfidence>), typeof(NameInSnakeCase<DayOfWeek>)])]
[JsonSerializable(typeof(PriceEntry))]
[JsonSerializable(typeof(HolidayEntry))]
internal sealed partial class PriceJson : JsonSerializerContext;

/// <summary>An enum by its name in snake_case; a number is refused.</summary>
internal sealed class NameInSnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Holidays of one year of a calendar, as the catalogue writes them.</summary>
/// <param name="Calendar">Name of the calendar.</param>
/// <param name="Year">The year; every day of it that is not listed is a working day.</param>
/// <param name="Days">The holidays.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="SeenOn">When that was last looked at.</param>
/// <param name="Confidence">How far it is to be believed.</param>
internal sealed record HolidayEntry(string Calendar, int Year, IReadOnlyList<DateOnly> Days, string Source, DateOnly SeenOn, PriceConfidence Confidence);
