namespace Changeover.Inference.Constraints.Schema;

/// <summary>The <c>format</c>s of text that are enforced, as patterns; each a part of what its RFC allows that every validator accepts.</summary>
internal static class TextFormats
{
    private const string Leap = "(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:12|16|20|24|28)00)";
    private const string Date = "(?:[12][0-9]{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|" + Leap + "-02-29)";
    private const string Time = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])";
    private const string Octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /// <summary>The pattern of a format; null where it is not supported.</summary>
    public static string? Pattern(string format) => format switch
    {
        "date" => $"^{Date}$",
        "time" => $"^{Time}$",
        "date-time" => $"^{Date}T{Time}$",
        "uuid" => "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        "email" => "^[A-Za-z0-9]{1,32}(?:[._+-][A-Za-z0-9]{1,16}){0,3}@[A-Za-z0-9]{1,32}(?:-[A-Za-z0-9]{1,16}){0,2}(?:\\.[A-Za-z]{2,12}){1,3}$",
        "ipv4" => $"^{Octet}(?:\\.{Octet}){{3}}$",
        _ => null,
    };
}
