using System.Globalization;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Measure.Pricing;

namespace Changeover.Gateway.Snapshot.Options;

using static OptionTraits;

/// <summary>Options of <c>prices</c>.</summary>
internal static class PriceOptions
{
    private const string MomentForm = "Write a date such as 2026-11-24, or an instant such as 2026-08-16T16:00:00Z.";

    private static readonly ValueKind<decimal> Amount = new ScalarKind<decimal>(
        "amount",
        "Write a plain number, 0 or more.",
        static text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1_000_000
            ? new(value)
            : new(0, $"{Quoting.Quote(text)} is no amount.", "Write a plain number from 0 to 1000000."),
        static value => value,
        static () => new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1_000_000 });

    private static readonly ValueKind<DateTimeOffset> Moment = new ScalarKind<DateTimeOffset>(
        "date or instant",
        MomentForm,
        static text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)
            ? new(value)
            : new(default, $"{Quoting.Quote(text)} is no date.", MomentForm),
        static value => value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        static () => new JsonObject { ["type"] = "string" });

    private static readonly ValueKind<DateOnly> Day = new ScalarKind<DateOnly>(
        "date",
        "Write a date such as 2026-11-24.",
        static text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? new(value)
            : new(default, $"{Quoting.Quote(text)} is no date.", "Write a date such as 2026-11-24."),
        static value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        static () => new JsonObject { ["type"] = "string", ["format"] = "date" });

    private static readonly OptionSet<PriceRates> Rates = new(new(), "Tokens in units of the currency per million, all else per piece.")
    {
        { "input", Amount, static c => c.Input, static (c, v) => c with { Input = v }, "Prompt tokens." },
        { "cache_read", Amount, static c => c.CacheRead, static (c, v) => c with { CacheRead = v }, "Prompt tokens read from the cache. Without it: as `input`." },
        { "cache_write", Amount, static c => c.CacheWrite, static (c, v) => c with { CacheWrite = v }, "Prompt tokens written to the cache for minutes. Without it: as `input`." },
        { "cache_write_long", Amount, static c => c.CacheWriteLong, static (c, v) => c with { CacheWriteLong = v }, "Prompt tokens written to the cache for an hour. Without it such a call is unpriced." },
        { "audio_input", Amount, static c => c.AudioInput, static (c, v) => c with { AudioInput = v }, "Prompt tokens of sound. Without it such a call is unpriced." },
        { "output", Amount, static c => c.Output, static (c, v) => c with { Output = v }, "Generated tokens. Without it the model generates none, as for embeddings." },
        { "reasoning", Amount, static c => c.Reasoning, static (c, v) => c with { Reasoning = v }, "Reasoning tokens. Without it: as `output`." },
        { "audio_output", Amount, static c => c.AudioOutput, static (c, v) => c with { AudioOutput = v }, "Generated tokens of sound. Without it such a call is unpriced." },
        { "image", Amount, static c => c.Image, static (c, v) => c with { Image = v }, "One picture made." },
        { "search", Amount, static c => c.Search, static (c, v) => c with { Search = v }, "One search of the provider's." },
        { "request", Amount, static c => c.Request, static (c, v) => c with { Request = v }, "One request, beside its tokens." },
    };

    private static readonly OptionSet<TierEntry> Tier = new(new(), "Rates of the whole call once it is long. A call takes the last tier whose bounds it has passed.")
    {
        { "input_above", Kinds.Whole(0, int.MaxValue), static c => (int?)c.InputAbove, static (c, v) => c with { InputAbove = v }, "Prompt tokens, cached ones included, that must be passed." },
        { "output_above", Kinds.Whole(0, int.MaxValue), static c => (int?)c.OutputAbove, static (c, v) => c with { OutputAbove = v }, "Generated tokens that must be passed." },
        { "inclusive", Kinds.Switch, static c => c.Inclusive, static (c, v) => c with { Inclusive = v }, "Whether a call of exactly so many tokens belongs to the tier." },
        { "rates", Rates, static c => c.Rates, static (c, v) => c with { Rates = v }, "What it costs then.", Required },
    };

    private static readonly OptionSet<ClockEntry> Clock = new(new(), "Times of day by the clock of a place. What counts is when the call starts.")
    {
        { "zone", Kinds.Text, static c => c.Zone, static (c, v) => c with { Zone = v }, "IANA name of the time zone, for example `Asia/Shanghai`." },
        { "days", new ListKind<DayOfWeek>(Kinds.Choice<DayOfWeek>()), static c => c.Days, static (c, v) => c with { Days = v }, "Days of the week. Without it: all." },
        { "hours", new ListKind<string>(Kinds.Text, least: 1), static c => c.Hours, static (c, v) => c with { Hours = v }, "Spans of at least 15 minutes such as `09:00-12:00`; `00:00` as an end is midnight.", Required },
        { "holidays", Kinds.Text, static c => c.Holidays, static (c, v) => c with { Holidays = v }, "Calendar of the catalogue whose days do not count, for example `china`." },
    };

    private static readonly OptionSet<PriceEntry> Row = new(new(), "What a model costs. While one of your rows is in force, the catalogue's rows of the same model are not.")
    {
        { "provider", Kinds.ProviderName, static c => c.Provider, static (c, v) => c with { Provider = v }, "Whose price it is.", Required },
        { "model", Kinds.Text, static c => c.Model, static (c, v) => c with { Model = v }, "The provider's name of the model; `*` stands for any text.", Required },
        { "currency", Kinds.Text, static c => c.Currency, static (c, v) => c with { Currency = v }, "What the provider bills in, as its ISO 4217 code." },
        { "rates", Rates, static c => c.Rates, static (c, v) => c with { Rates = v }, "What it costs.", Required },
        { "tiers", new ListKind<TierEntry>(Tier), static c => c.Tiers, static (c, v) => c with { Tiers = v }, "Rates of long calls, shortest first." },
        { "from", Moment, static c => c.From, static (c, v) => c with { From = v }, "First instant. Without it: always was." },
        { "to", Moment, static c => c.To, static (c, v) => c with { To = v }, "First instant after it. Without it: open." },
        { "service_tier", Kinds.Choice<ServiceTier>(), static c => c.ServiceTier, static (c, v) => c with { ServiceTier = v }, "The service tier that it is for." },
        { "thinking", Kinds.Switch, static c => c.Thinking, static (c, v) => c with { Thinking = v }, "Only for calls that think, or only for those that do not. Without it: both." },
        { "clock", Clock, static c => c.Clock, static (c, v) => c with { Clock = v }, "Only for these times of day. Without it: all." },
        { "round_to", Amount, static c => c.RoundTo, static (c, v) => c with { RoundTo = v }, "Part of the currency's unit that the provider rounds each call to. Without it: a billionth." },
        { "round_up", Kinds.Switch, static c => c.RoundUp, static (c, v) => c with { RoundUp = v }, "Whether it rounds up; otherwise to the nearest, halves up." },
        { "source", Kinds.Text, static c => c.Source, static (c, v) => c with { Source = v }, "Where it is written." },
        { "seen_on", Day, static c => c.SeenOn, static (c, v) => c with { SeenOn = v }, "When that was last looked at." },
        { "note", Kinds.Text, static c => c.Note, static (c, v) => c with { Note = v }, "Anything else worth knowing." },
    };

    private static readonly OptionSet<ExchangeEntry> Exchange = new(new(), "An exchange rate. The latest that has begun holds, in either direction; no two are chained.")
    {
        { "from", Kinds.Text, static c => c.From, static (c, v) => c with { From = v }, "ISO 4217 code.", Required },
        { "to", Kinds.Text, static c => c.To, static (c, v) => c with { To = v }, "ISO 4217 code.", Required },
        { "rate", Amount, static c => c.Rate, static (c, v) => c with { Rate = v }, "Units of `to` for one of `from`; above 0.", Required },
        { "since", Day, static c => c.Since, static (c, v) => c with { Since = v }, "First day, UTC." },
    };

    /// <summary>All of them.</summary>
    public static OptionSet<PricesConfig> All { get; } = new(new(), "Your own prices and exchange rates; they win over the catalogue's. Without a price a call is unpriced, never free.")
    {
        { "rows", new ListKind<PriceEntry>(Row), static c => c.Rows, static (c, v) => c with { Rows = v }, "Your own prices." },
        { "exchange", new ListKind<ExchangeEntry>(Exchange), static c => c.Exchange, static (c, v) => c with { Exchange = v }, "Exchange rates, for budgets in another currency than the provider's." },
    };
}
