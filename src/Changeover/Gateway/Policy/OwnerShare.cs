using System.Globalization;

namespace Changeover.Gateway.Policy;

/// <summary>A share of an organisation that owners of one country hold, directly or through others.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="Percent">0 to 100.</param>
public readonly record struct OwnerShare(string Country, decimal Percent)
{
    /// <summary>How one writes it.</summary>
    public const string Form = "Write a country and a percentage, such as CN:40.";

    /// <summary>Reads <c>CN:40</c>; null = it is none.</summary>
    public static OwnerShare? Parse(string text) =>
        text.Split(':') is [var country, var percent]
        && CountryCode.IsOne(country)
        && decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 100
            ? new(country, share)
            : null;

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Country}:{Percent}");
}
