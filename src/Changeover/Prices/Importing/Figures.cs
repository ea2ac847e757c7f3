using System.Globalization;
using System.Text.Json;

namespace Changeover.Prices.Importing;

/// <summary>Reads numbers of foreign price lists: as numbers or as text, never below zero.</summary>
internal static class Figures
{
    /// <summary>null = not there, or no price: some lists write -1 for "it depends".</summary>
    public static decimal? Price(this JsonElement map, string name, decimal times = 1)
    {
        if (map.ValueKind != JsonValueKind.Object || !map.TryGetProperty(name, out var value))
        {
            return null;
        }

        decimal? read = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
            JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
        return read >= 0 ? Plain(read.Value * times) : null;
    }

    /// <summary>A map inside a map; undefined = none.</summary>
    public static JsonElement Inner(this JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var inner) ? inner : default;

    /// <summary>Without the zeros that a product leaves at its end.</summary>
    private static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;
}
