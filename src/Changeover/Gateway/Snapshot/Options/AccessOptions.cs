using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

using static OptionTraits;

/// <summary>Options of <c>access</c>.</summary>
internal static class AccessOptions
{
    private const string CountryForm = CountryCode.Form + " A list is written @name.";
    private const string MomentForm = "Write a date such as 2026-11-24, or a date and time such as 2026-11-24T08:00; `zone` says by which clock.";

    private static readonly string[] MomentFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    private static readonly ScalarKind<string> Country = Checked("country", CountryCode.Form, static text => CountryCode.IsOne(text), "^[A-Z]{2}$");

    private static readonly ScalarKind<string> Countries = Checked("country or `@list`", CountryForm, static text => CountryCode.IsOne(text) || text is ['@', _, ..], "^([A-Z]{2}|@.+)$");

    private static readonly ScalarKind<string> Network = Checked("network", "Write a network such as 10.0.0.0/8, or 127.0.0.1/32 for one address.", static text => IPNetwork.TryParse(text, out _), "/[0-9]+$");

    private static readonly ScalarKind<OwnerShare> Owner = new(
        "country and percentage",
        OwnerShare.Form,
        static text => OwnerShare.Parse(text) is { } share ? new(share) : new(default, $"{Quoting.Quote(text)} is no share.", OwnerShare.Form),
        static share => share.ToString(),
        static () => new JsonObject { ["type"] = "string", ["pattern"] = @"^[A-Z]{2}:[0-9]+(\.[0-9]+)?$" });

    private static readonly ScalarKind<DateTime> Moment = new(
        "date or local time",
        MomentForm,
        static text => DateTime.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? new(value) : new(default, $"{Quoting.Quote(text)} is no date.", MomentForm),
        static value => value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        static () => new JsonObject { ["type"] = "string" });

    private static readonly ScalarKind<DateOnly> Day = new(
        "date",
        "Write a date such as 2026-11-24.",
        static text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? new(value) : new(default, $"{Quoting.Quote(text)} is no date.", "Write a date such as 2026-11-24."),
        static value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        static () => new JsonObject { ["type"] = "string", ["format"] = "date" });

    private static readonly ScalarKind<decimal> Percent = new(
        "per cent",
        "Write a number from 0 to 100.",
        static text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100 ? new(value) : new(0, $"{Quoting.Quote(text)} is no percentage.", "Write a number from 0 to 100."),
        static value => value,
        static () => new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 100 });

    private static readonly ListKind<string> Texts = new(Kinds.Text, least: 1);

    private static readonly ListKind<string> Lists = new(Countries, least: 1);

    private static readonly OptionSet<CallerAttributes> Defaults = new(CallerAttributes.Unknown, "What holds of callers whose key says nothing of it, and of callers without a key.")
    {
        { "country", Country, static c => c.Country, static (c, v) => c with { Country = v }, "Where the service is used." },
        { "org_country", Country, static c => c.OrgCountry, static (c, v) => c with { OrgCountry = v }, "Where the organisation has its seat." },
        { "owned_by", new ListKind<OwnerShare>(Owner, least: 1), static c => c.Owners, static (c, v) => c with { Owners = v }, "Who owns it in the end, each as `CN:40`: country and per cent. What is missing to 100 is unknown." },
        { "audience", Kinds.Choice<Audience>(), static c => c.Audience, static (c, v) => c with { Audience = v }, "Who sees the answers." },
        { "group", Kinds.Text, static c => c.Group, static (c, v) => c with { Group = v }, "The group, by a name of your choice." },
        { "data_class", Kinds.Text, static c => c.DataClass, static (c, v) => c with { DataClass = v }, "The kind of data, by a name of your choice." },
    };

    private static readonly OptionSet<FilingEntry> Filing = new(new(), "A filing or registration of targets with an authority. The number is yours to check: nothing here is the register.")
    {
        { "register", Kinds.Text, static c => c.Register, static (c, v) => c with { Register = v }, "The register, as rules name it, for example `cn-generative-ai`.", Required },
        { "number", Kinds.Text, static c => c.Number, static (c, v) => c with { Number = v }, "The number, as the authority writes it.", Required },
        { "upstreams", Texts, static c => Written(c.Upstreams), static (c, v) => c with { Upstreams = v }, "Upstreams that it covers; `*` stands for any text. Without it: all." },
        { "models", Texts, static c => Written(c.Models), static (c, v) => c with { Models = v }, "Models that it covers; `*` stands for any text. Without it: all." },
    };

    private static readonly OptionSet<AccessRequirement> Requirement = new(new(), "What a rule with `effect: require` asks for.")
    {
        { "filing", Kinds.Text, static c => c.Filing, static (c, v) => c with { Filing = v }, "A register in which one of the `filings` covers the target." },
        { "regions", Texts, static c => Written(c.Regions), static (c, v) => c with { Regions = v }, "The upstream's `region` must be one of these; `*` stands for any text." },
        { "no_store", Kinds.Switch, static c => c.NoStore, static (c, v) => c with { NoStore = v }, "Whether bodies, responses and cached answers must not be kept." },
    };

    private static readonly OptionSet<AccessRuleEntry> Rule = new(new(), "A rule. It concerns targets and callers that fit all that is written; what is not written fits everything.")
    {
        { "id", Kinds.Text, static c => c.Id, static (c, v) => c with { Id = v }, "Its name in answers and records. Without it: its place." },
        { "effect", Kinds.Choice<AccessEffect>(), static c => c.Effect, static (c, v) => c with { Effect = v }, "`deny` forbids, whatever another rule allows. `allow` allows those whom it names and no others. `require` forbids unless something is given. `note` is a date to know.", Required },
        { "providers", Texts, static c => Written(c.Providers), static (c, v) => c with { Providers = v }, "Providers, or offers that are told apart by address: `azure-global`, `azure-china`, `gemini-api`, `vertex`, `bedrock`; `*` stands for any text." },
        { "models", Texts, static c => Written(c.Models), static (c, v) => c with { Models = v }, "The providers' names of models; `*` stands for any text." },
        { "upstreams", Texts, static c => Written(c.Upstreams), static (c, v) => c with { Upstreams = v }, "Names of `upstreams`; `*` stands for any text." },
        { "country", Lists, static c => Written(c.Country), static (c, v) => c with { Country = v }, "Countries of use, or `@` and the name of a list." },
        { "country_not", Lists, static c => Written(c.CountryNot), static (c, v) => c with { CountryNot = v }, "Every country of use but these." },
        { "org_country", Lists, static c => Written(c.OrgCountry), static (c, v) => c with { OrgCountry = v }, "Seats of organisations." },
        { "org_country_not", Lists, static c => Written(c.OrgCountryNot), static (c, v) => c with { OrgCountryNot = v }, "Every seat but these." },
        { "owned_by", Lists, static c => Written(c.OwnedBy), static (c, v) => c with { OwnedBy = v }, "Countries whose owners together hold more than `owned_above`." },
        { "owned_by_not", Lists, static c => Written(c.OwnedByNot), static (c, v) => c with { OwnedByNot = v }, "As `owned_by`: every country but these." },
        { "owned_above", Percent, static c => c.OwnedAbove, static (c, v) => c with { OwnedAbove = v }, "Per cent that must be passed. Without it: 50." },
        { "audience", Kinds.Choice<Audience>(), static c => c.Audience, static (c, v) => c with { Audience = v }, "Only for answers that these see. Without it: anybody." },
        { "groups", Texts, static c => Written(c.Groups), static (c, v) => c with { Groups = v }, "Groups of keys." },
        { "data_classes", Texts, static c => Written(c.DataClasses), static (c, v) => c with { DataClasses = v }, "Kinds of data." },
        { "from", Moment, static c => c.From, static (c, v) => c with { From = v }, "First moment, by the clock of `zone`. Without it: always was." },
        { "to", Moment, static c => c.To, static (c, v) => c with { To = v }, "First moment after it. Without it: open." },
        { "zone", Kinds.Text, static c => c.Zone, static (c, v) => c with { Zone = v }, "IANA name of the time zone, for example `Asia/Shanghai`." },
        { "require", Requirement, static c => c.Require, static (c, v) => c with { Require = v }, "What `effect: require` asks for." },
        { "unknown", Kinds.Choice<AccessUnknown>(), static c => c.Unknown, static (c, v) => c with { Unknown = v }, "What it decides when it asks something that is not known of the caller: `deny` is the stricter, `allow` the milder." },
        { "reason", Kinds.Text, static c => c.Reason, static (c, v) => c with { Reason = v }, "Why, in a sentence for whoever is refused.", Required },
        { "source", Kinds.Text, static c => c.Source, static (c, v) => c with { Source = v }, "Where it is written." },
        { "seen_on", Day, static c => c.SeenOn, static (c, v) => c with { SeenOn = v }, "When that was last looked at." },
        { "confidence", Kinds.Choice<AccessConfidence>(), static c => c.Confidence, static (c, v) => c with { Confidence = v }, "How far it is to be believed. Without it: `own`." },
        { "note", Kinds.Text, static c => c.Note, static (c, v) => c with { Note = v }, "Anything else worth knowing." },
    };

    /// <summary>All of them.</summary>
    public static OptionSet<AccessConfig> All { get; } = new(new(), "Who may use which target, where, from which day on. A target that a rule forbids is never tried.")
    {
        { "catalogue", Kinds.Switch, static c => c.Catalogue, static (c, v) => c with { Catalogue = v }, "Whether the shipped rules hold beside your own; `changeover access list` shows them." },
        { "unknown", Kinds.Choice<UnknownAnswer>(), static c => c.Unknown, static (c, v) => c with { Unknown = v }, "What a rule decides when it asks something that is not known of the caller: as it says itself, or always the stricter." },
        { "country_header", Kinds.Text, static c => c.CountryHeader, static (c, v) => c with { CountryHeader = v }, "A header in which a trusted proxy names the country of the user, for example `CF-IPCountry`; it goes before the key's." },
        { "trusted_proxies", new ListKind<string>(Network), static c => c.TrustedProxies, static (c, v) => c with { TrustedProxies = v }, "Networks from which `country_header` is believed." },
        { "running_streams", Kinds.Choice<RunningStreams>(), static c => c.RunningStreams, static (c, v) => c with { RunningStreams = v }, "What happens to a running stream when a rule that forbids it comes into force: it goes on to its end, or ends with an error of its dialect at its next piece." },
        { "defaults", Defaults, static c => c.Defaults, static (c, v) => c with { Defaults = v }, "What holds of callers whose key says nothing of it." },
        { "sets", new MapKind<IReadOnlyList<string>>(new ListKind<string>(Country, least: 1), "sets", "^[a-z0-9][a-z0-9-]*$", StringComparer.Ordinal), static c => c.Sets, static (c, v) => c with { Sets = v }, "Lists of countries, by name, beside the catalogue's." },
        { "filings", new ListKind<FilingEntry>(Filing), static c => c.Filings, static (c, v) => c with { Filings = v }, "Filings and registrations of your targets." },
        { "rules", new ListKind<AccessRuleEntry>(Rule), static c => c.Rules, static (c, v) => c with { Rules = v }, "Your own rules." },
    };

    /// <summary>A list that says nothing is not written: an empty one could be read as nobody or as everybody.</summary>
    private static IReadOnlyList<string>? Written(IReadOnlyList<string> list) => list.Count > 0 ? list : null;

    private static ScalarKind<string> Checked(string name, string form, Func<string, bool> fits, string pattern) => new(
        name,
        form,
        text => fits(text) ? new(text) : new(null, $"{Quoting.Quote(text)} is no {name.Replace("`", "", StringComparison.Ordinal)}.", form),
        static text => text,
        () => new JsonObject { ["type"] = "string", ["pattern"] = pattern });
}
