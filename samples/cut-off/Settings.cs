using System.Globalization;

namespace CutOff;

/// <summary>Where to ask, and how often: from the command line, else from the environment, else the gateway's defaults.</summary>
internal sealed record Settings(Uri BaseUrl, string Key, string Model, int Requests)
{
    public const string Usage = "cut-off [BASE_URL] [KEY] [MODEL] [REQUESTS]   (or CHANGEOVER_URL, CHANGEOVER_KEY, CHANGEOVER_MODEL)";

    /// <exception cref="FormatException">A value that cannot be used.</exception>
    public static Settings Read(string[] args)
    {
        string Value(int at, string variable, string otherwise) =>
            args.ElementAtOrDefault(at) ?? Environment.GetEnvironmentVariable(variable) ?? otherwise;

        var url = Value(0, "CHANGEOVER_URL", "http://127.0.0.1:7090/v1");
        var requests = Value(3, "CHANGEOVER_REQUESTS", "40");
        return new Settings(
            Uri.TryCreate(url, UriKind.Absolute, out var baseUrl) ? baseUrl : throw new FormatException($"'{url}' is not a URL."),
            Value(1, "CHANGEOVER_KEY", "unused"),
            Value(2, "CHANGEOVER_MODEL", "demo"),
            int.TryParse(requests, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
                ? count
                : throw new FormatException($"'{requests}' is not a number of requests."));
    }
}
