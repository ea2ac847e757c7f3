using Changeover.Measure.Pricing;

namespace Changeover.Gateway.Snapshot;

/// <summary>The operator's own prices and exchange rates.</summary>
public sealed record PricesConfig
{
    /// <summary>Own rows; while one is in force the catalogue's rows of the same model are not.</summary>
    public IReadOnlyList<PriceEntry> Rows { get; init; } = [];

    /// <summary>Exchange rates, for budgets and sums in another currency than the provider's.</summary>
    public IReadOnlyList<ExchangeEntry> Exchange { get; init; } = [];
}

/// <summary>An exchange rate as written.</summary>
public sealed record ExchangeEntry
{
    /// <summary>ISO 4217 code, upper case.</summary>
    public string From { get; init; } = "";

    /// <summary>ISO 4217 code, upper case.</summary>
    public string To { get; init; } = "";

    /// <summary>Units of <see cref="To"/> for one of <see cref="From"/>.</summary>
    public decimal Rate { get; init; }

    /// <summary>First day, UTC.</summary>
    public DateOnly Since { get; init; } = DateOnly.MinValue;
}

/// <summary>A price row as written, in the configuration and in the catalogue. <see cref="PriceRow"/> is what it means. A setter that gets null keeps the default: JSON written at build time sets what a line leaves out to null.</summary>
public sealed record PriceEntry
{
    /// <summary>Unique; null = made from its place.</summary>
    public string? Id { get; init; }

    /// <summary>Provider's name in the configuration.</summary>
    public string Provider { get; init => field = value ?? ""; } = "";

    /// <summary>Provider's name of the model; <c>*</c> stands for any text.</summary>
    public string Model { get; init => field = value ?? ""; } = "";

    /// <summary>ISO 4217 code, upper case.</summary>
    public string Currency { get; init => field = value ?? "USD"; } = "USD";

    /// <summary>Rates of a call that no tier takes.</summary>
    public PriceRates Rates { get; init => field = value ?? new(); } = new();

    /// <summary>Rates of long calls, shortest first.</summary>
    public IReadOnlyList<TierEntry> Tiers { get; init => field = value ?? []; } = [];

    /// <summary>First instant; null = always was.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>First instant after it; null = open.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>For this service tier.</summary>
    public ServiceTier ServiceTier { get; init; }

    /// <summary>For calls that think, or that do not; null = both.</summary>
    public bool? Thinking { get; init; }

    /// <summary>For times of day; null = all.</summary>
    public ClockEntry? Clock { get; init; }

    /// <summary>Part of the currency's unit that the provider rounds each call to; null = a nano-unit.</summary>
    public decimal? RoundTo { get; init; }

    /// <summary>It rounds up.</summary>
    public bool RoundUp { get; init; }

    /// <summary>Where it is written.</summary>
    public string? Source { get; init; }

    /// <summary>When that was last looked at.</summary>
    public DateOnly? SeenOn { get; init; }

    /// <summary>How far it is to be believed; null = the operator's own.</summary>
    public PriceConfidence? Confidence { get; init; }

    /// <summary>Anything else worth knowing.</summary>
    public string? Note { get; init; }
}

/// <summary>A tier as written.</summary>
public sealed record TierEntry
{
    /// <summary>Begins above so many prompt tokens.</summary>
    public long? InputAbove { get; init; }

    /// <summary>Begins above so many generated tokens.</summary>
    public long? OutputAbove { get; init; }

    /// <summary>The bounds belong to the tier.</summary>
    public bool Inclusive { get; init; }

    /// <summary>Its rates.</summary>
    public PriceRates Rates { get; init => field = value ?? new(); } = new();
}

/// <summary>Times of day as written.</summary>
public sealed record ClockEntry
{
    /// <summary>IANA name: <c>Asia/Shanghai</c>.</summary>
    public string Zone { get; init => field = value ?? "UTC"; } = "UTC";

    /// <summary>Days of the week; empty = all.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init => field = value ?? []; } = [];

    /// <summary>Spans such as <c>09:00-12:00</c>.</summary>
    public IReadOnlyList<string> Hours { get; init => field = value ?? []; } = [];

    /// <summary>A holiday calendar of the catalogue whose days do not count; null = none.</summary>
    public string? Holidays { get; init; }
}
