using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices.Importing;

/// <summary>A price list of somebody else.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Source">Where it is kept; stands in the rows.</param>
/// <param name="Recognises">Whether a document is such a list.</param>
/// <param name="Read">The prices in it that we have a word for.</param>
internal sealed record PriceFormat(string Name, string Source, Func<JsonElement, bool> Recognises, Func<JsonElement, IEnumerable<PriceEntry>> Read)
{
    /// <summary>Those that are known, the most particular first.</summary>
    public static IReadOnlyList<PriceFormat> All { get; } = [OpenRouterFormat.Format, GenaiPricesFormat.Format, ModelsDevFormat.Format, LiteLlmFormat.Format];

    /// <summary>The prices of a document, each marked with its source and the day.</summary>
    /// <exception cref="FormatException">It is none of the known lists.</exception>
    public static IReadOnlyList<PriceEntry> ReadAny(JsonElement document, DateOnly today)
    {
        var format = All.FirstOrDefault(format => format.Recognises(document))
            ?? throw new FormatException($"This is no price list of {string.Join(", ", All.Select(format => format.Name))}.");
        return [.. format.Read(document).Where(entry => entry.Rates != new PriceRates()).Select(entry => entry with { Source = format.Source, SeenOn = today, Confidence = PriceConfidence.Compiled })];
    }
}
