namespace Changeover.Gateway.Policy;

/// <summary>Codes of countries: two capital letters, ISO 3166-1 alpha-2.</summary>
public static class CountryCode
{
    /// <summary>How many there could be.</summary>
    public const int Count = 26 * 26;

    /// <summary>How one writes it.</summary>
    public const string Form = "Write two capital letters, such as DE (ISO 3166-1).";

    /// <summary>Whether it has the form of one. <c>UK</c> and <c>EU</c> do, and are none: they would match nobody.</summary>
    public static bool IsOne(ReadOnlySpan<char> text) =>
        text is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] && text is not "UK" and not "EU";

    /// <summary>Its place among all that could be.</summary>
    public static int Place(string code) => ((code[0] - 'A') * 26) + code[1] - 'A';
}
