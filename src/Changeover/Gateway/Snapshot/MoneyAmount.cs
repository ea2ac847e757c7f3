using System.Globalization;
using System.Text.RegularExpressions;

namespace Changeover.Gateway.Snapshot;

/// <summary>An amount of money, as people write it: <c>0.01 USD</c>.</summary>
/// <param name="NanoUnits">Billionths of the currency's unit.</param>
/// <param name="Currency">ISO 4217 code, upper case.</param>
public readonly partial record struct MoneyAmount(long NanoUnits, string Currency)
{
    /// <summary>What can be read.</summary>
    public const string Form = "Write an amount and a currency, such as `0.01 USD`.";

    /// <summary>A pattern for what can be read.</summary>
    public const string Pattern = @"^(?<amount>[0-9]{1,9}(\.[0-9]{1,9})?) (?<currency>[A-Z]{3})$";

    private const long Nano = 1_000_000_000;

    /// <summary>null = not of this form.</summary>
    public static MoneyAmount? Parse(string text) => Written().Match(text.Trim()) is { Success: true } match
        ? new MoneyAmount((long)(decimal.Parse(match.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture) * Nano), match.Groups["currency"].Value)
        : null;

    /// <summary>As it is written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(decimal)NanoUnits / Nano:0.#########} {Currency}");

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
