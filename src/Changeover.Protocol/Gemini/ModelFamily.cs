using System.Globalization;

namespace Changeover.Protocol.Gemini;

/// <summary>What a model's name says of its manners (seen 2026-11).</summary>
internal sealed record ModelFamily
{
    private const string Prefix = "gemini-";

    /// <summary>Calls have ids and want them back, thinking has levels beside its budget, the first call of a turn must be signed, and a format may stand beside tools.</summary>
    public bool IsThirdOrLater { get; private init; }

    /// <summary>It thinks at all.</summary>
    public bool Thinks { get; private init; } = true;

    /// <summary>Fewest tokens to think with: 0 = it can do without.</summary>
    public int LeastBudget { get; private init; }

    /// <summary>Most tokens to think with.</summary>
    public int MostBudget { get; private init; } = 24_576;

    /// <summary>Reads the name, with or without <c>models/</c>. A name without a number (<c>gemini-flash-latest</c>) is the newest; one of another kind is the second, which asks least.</summary>
    public static ModelFamily Of(string model)
    {
        string name = RequestReader.ModelName(model);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return new ModelFamily();
        }

        string version = name[Prefix.Length..].Split('-')[0];
        bool isPro = name.Contains("-pro", StringComparison.Ordinal);
        return new ModelFamily
        {
            IsThirdOrLater = !decimal.TryParse(version, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) || number >= 3,
            Thinks = number is 0 or >= 2.5m,
            LeastBudget = isPro ? 128 : 0,
            MostBudget = isPro ? 32_768 : 24_576,
        };
    }
}
