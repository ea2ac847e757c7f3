using System.Globalization;
using System.Text.RegularExpressions;

namespace Changeover.Licences;

/// <summary>A number as authorities in China write it, taken apart.</summary>
/// <param name="Kind">What it was given for.</param>
/// <param name="Place">Province in Latin letters, or the six digits of an area.</param>
/// <param name="Name">What was filed in Latin letters; null = an algorithm's number holds none.</param>
/// <param name="Date">The day in it; null = an algorithm's number holds only a year.</param>
/// <param name="Serial">Its last digits; null = the first numbers of 2023 have none.</param>
public sealed partial record LicenceNumber(LicenceKind Kind, string Place, string? Name, DateOnly? Date, string? Serial)
{
    /// <summary>How one writes it.</summary>
    public const string Form = "Write it as the authority does: Beijing-Name-202404280016, Guangdong-Name-20250710S0018 or 网信算备 with 21 digits and 号.";

    /// <summary>Reads one; null = it has no such form.</summary>
    public static LicenceNumber? Parse(string text)
    {
        if (Algorithm().Match(text) is { Success: true } algorithm)
            return new(LicenceKind.Algorithm, algorithm.Groups["area"].Value, null, null, algorithm.Groups["serial"].Value);

        return Service().Match(text) is { Success: true } service
            && DateOnly.TryParseExact(service.Groups["date"].ValueSpan, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new(
                service.Groups["s"].Success ? LicenceKind.Registration : LicenceKind.Filing,
                service.Groups["place"].Value,
                service.Groups["name"].Value,
                date,
                service.Groups["serial"] is { Success: true } serial ? serial.Value : null)
            : null;
    }

    // A registration always has a serial; of filings six digits were seen too (Zhejiang, June 2025).
    [GeneratedRegex("^(?<place>[A-Za-z]+)-(?<name>[A-Za-z0-9]+)-(?<date>[0-9]{8})((?<s>S)(?<serial>[0-9]{4})|(?<serial>[0-9]{4}|[0-9]{6}))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Service();

    [GeneratedRegex("^网信算备(?<area>[0-9]{6})[0-9]{7}[0-9]{2}[0-9]{2}(?<serial>[0-9]{4})号$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Algorithm();
}
