using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Changeover.Measure.Pricing;

namespace Changeover.Prices;

/// <summary>The prices and holidays that are shipped, from <c>catalogue/prices</c>.</summary>
internal sealed class PriceCatalogue
{
    private const string Folder = "prices/";
    private const string HolidayFile = Folder + "holidays.jsonl";

    private static readonly Lazy<PriceCatalogue> Once = new(() => new PriceCatalogue());

    private PriceCatalogue()
    {
        Holidays = Lines(HolidayFile)
            .Select(line => JsonSerializer.Deserialize(line, PriceJson.Default.HolidayEntry)!)
            .GroupBy(entry => entry.Calendar, StringComparer.Ordinal)
            .ToFrozenDictionary(
                years => years.Key,
                years => new HolidayCalendar(years.Key, years.SelectMany(year => year.Days).ToFrozenSet(), new DateOnly(years.Max(year => year.Year), 12, 31)),
                StringComparer.Ordinal);
        Rows = [.. typeof(PriceCatalogue).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name != HolidayFile)
            .Order(StringComparer.Ordinal)
            .SelectMany(Lines)
            .Select(line => PriceEntryReader.Read(JsonSerializer.Deserialize(line, PriceJson.Default.PriceEntry)!, Holidays))];
    }

    /// <summary>What this build ships; read when first asked for.</summary>
    public static PriceCatalogue Shipped => Once.Value;

    /// <summary>Every row.</summary>
    public ImmutableArray<PriceRow> Rows { get; }

    /// <summary>Holiday calendars, by name.</summary>
    public FrozenDictionary<string, HolidayCalendar> Holidays { get; }

    private static IEnumerable<string> Lines(string resource)
    {
        using var reader = new StreamReader(typeof(PriceCatalogue).Assembly.GetManifestResourceStream(resource)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
