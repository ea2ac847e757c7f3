using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Providers;
using Changeover.Storage;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>The kinds of values that options take.</summary>
internal static class Kinds
{
    private const string NumberForm = "Write a plain number.";
    private const string UrlForm = "Write an absolute address such as https://api.example.com/v1, without query, fragment or password.";

    /// <summary>Any text that is not empty.</summary>
    public static ValueKind<string> Text { get; } = new ScalarKind<string>(
        "text",
        "Write one text; quote it where YAML would read something else.",
        NotEmpty,
        static value => value,
        static () => new JsonObject { ["type"] = "string", ["minLength"] = 1 });

    /// <summary>Name of a provider. Whether it is known is checked against the providers of the process; the schema lists those that are shipped.</summary>
    public static ValueKind<string> ProviderName { get; } = new ScalarKind<string>(
        "provider",
        "Write the name of a provider.",
        NotEmpty,
        static value => value,
        static () => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. ProviderRegistry.All.Select(provider => (JsonNode)provider.Name)]) });

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static ValueKind<bool> Switch { get; } = new ScalarKind<bool>(
        "true or false",
        "Write true or false.",
        static text => bool.TryParse(text, out var value) ? new(value) : new(false, $"{Quoting.Quote(text)} is neither true nor false.", "Write true or false."),
        static value => value,
        static () => new JsonObject { ["type"] = "boolean" });

    /// <summary>An absolute <c>http</c> or <c>https</c> address without query, fragment and password.</summary>
    public static ValueKind<Uri> Url { get; } = new ScalarKind<Uri>(
        "URL",
        UrlForm,
        ReadUrl,
        static value => value.OriginalString,
        static () => new JsonObject { ["type"] = "string", ["format"] = "uri", ["pattern"] = @"^[hH][tT][tT][pP][sS]?://[^?#@]+$" });

    /// <summary>A credential by reference, never in clear.</summary>
    public static ValueKind<CredentialReference> Credential { get; } = new ScalarKind<CredentialReference>(
        "credential reference",
        CredentialReference.Form,
        static text => CredentialReference.TryParse(text, out var reference)
            ? new(reference)
            : new(null, "A credential stands here in clear, or a reference is misspelled.", CredentialReference.Form + " If it was a real key, revoke it: files get copied."),
        static value => value.ToString(),
        static () => new JsonObject { ["type"] = "string", ["pattern"] = CredentialReference.Pattern });

    /// <summary>Address of a database, with its password by reference.</summary>
    public static ValueKind<string> Database { get; } = new ScalarKind<string>(
        "database address",
        PostgresAddress.Form,
        static text => DatabaseReference.Problem(text) is { } problem ? new(null, problem, PostgresAddress.Form) : new(text),
        static value => value,
        static () => new JsonObject { ["type"] = "string", ["minLength"] = 1 });

    /// <summary>Address of a server of Redis' protocol, with its password by reference.</summary>
    public static ValueKind<string> Redis { get; } = new ScalarKind<string>(
        "Redis address",
        RedisAddress.Form,
        static text => RedisReference.Problem(text) is { } problem ? new(null, problem, RedisAddress.Form) : new(text),
        static value => value,
        static () => new JsonObject { ["type"] = "string", ["minLength"] = 1 });

    /// <summary>A whole number in bounds.</summary>
    public static ValueKind<int> Whole(int least, int most) => Bounded(
        "integer",
        NumberForm,
        static text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        static value => value,
        least,
        most,
        () => new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most });

    /// <summary>A number in bounds.</summary>
    public static ValueKind<double> Number(double least, double most) => Bounded(
        "number",
        NumberForm,
        static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null,
        static value => value,
        least,
        most,
        () => new JsonObject { ["type"] = "number", ["minimum"] = least, ["maximum"] = most });

    /// <summary>A time with its unit, in bounds.</summary>
    public static ValueKind<TimeSpan> Duration(string least, string most) => Bounded(
        "duration",
        Quantity.DurationForm,
        Quantity.ParseDuration,
        static value => Quantity.Format(value),
        Quantity.ParseDuration(least)!.Value,
        Quantity.ParseDuration(most)!.Value,
        static () => new JsonObject { ["type"] = "string", ["pattern"] = Quantity.DurationPattern });

    /// <summary>A number of bytes with its unit, in bounds.</summary>
    public static ValueKind<long> Size(string least, string most) => Bounded(
        "size",
        Quantity.SizeForm,
        Quantity.ParseSize,
        static value => Quantity.Format(value),
        Quantity.ParseSize(least)!.Value,
        Quantity.ParseSize(most)!.Value,
        static () => new JsonObject { ["type"] = "string", ["pattern"] = Quantity.SizePattern });

    /// <summary>One of the names of an enumeration, in snake case.</summary>
    public static ValueKind<TEnum> Choice<TEnum>()
        where TEnum : struct, Enum
    {
        var names = Enum.GetValues<TEnum>().ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
        var form = $"Write one of: {string.Join(", ", names.Keys)}.";
        return new ScalarKind<TEnum>(
            string.Join(" | ", names.Keys.Select(name => $"`{name}`")),
            form,
            text => names.TryGetValue(text, out var value) ? new(value) : new(default, $"{Quoting.Quote(text)} is not a choice here.", Spelling.Nearest(text, names.Keys) is { } near ? $"Did you mean `{near}`? {form}" : form),
            static value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()),
            () => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. names.Keys.Select(name => (JsonNode)name)]) });
    }

    private static Reading<string> NotEmpty(string text) => text.Length > 0 ? new(text) : new(null, "The value is empty.", "Write a value or remove the key.");

    private static ScalarKind<T> Bounded<T>(string name, string form, Func<string, T?> parse, Func<T, JsonNode> show, T least, T most, Func<JsonObject> schema)
        where T : struct, IComparable<T>
    {
        var bounds = $"{show(least)} to {show(most)}";
        return new ScalarKind<T>(
            name,
            form,
            text => parse(text) switch
            {
                null => new(default, $"{Quoting.Quote(text)} is no {name}.", form),
                { } value when value.CompareTo(least) < 0 || value.CompareTo(most) > 0 => new(default, $"{Quoting.Quote(text)} is out of bounds.", $"Write {bounds}."),
                { } value => new(value),
            },
            show,
            schema,
            bounds);
    }

    private static Reading<Uri> ReadUrl(string text)
    {
        // The address is never quoted: a password may stand in it.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            return new(null, "This is no absolute address.", UrlForm);
        }

        if (url.Scheme is not ("http" or "https"))
        {
            return new(null, $"The scheme is {Quoting.Quote(url.Scheme)}.", "Only http and https are spoken.");
        }

        return (url.UserInfo, url.Query, url.Fragment) switch
        {
            ("", "", "") => new(url),
            ("", _, "") => new(null, "The address has a query.", "Move the parameters to `query:`, and secrets to `credential:`."),
            _ => new(null, "The address has a password or a fragment in it.", UrlForm),
        };
    }
}
