using Changeover.Gateway.Pricing;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;
using Changeover.Protocol.Chat;

namespace Changeover.Prices;

/// <summary>Opens the catalogue together with a snapshot's own rows and exchange rates.</summary>
internal sealed class PriceDesk : IPriceDesk
{
    /// <inheritdoc />
    public IPriceList Open(GatewaySnapshot snapshot) => new PriceList(PricesOf(snapshot.Config.Prices), Rates(snapshot.Config.Prices));

    /// <summary>The catalogue and own rows.</summary>
    public static PriceBook PricesOf(PricesConfig config) =>
        new([.. PriceCatalogue.Shipped.Rows, .. config.Rows.Select((entry, i) => Own(entry with { Id = entry.Id ?? OwnId(i) }))]);

    /// <summary>An own row.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static PriceRow Own(PriceEntry entry) => PriceEntryReader.Read(entry with { Provider = Biller(entry.Provider) }, PriceCatalogue.Shipped.Holidays);

    /// <summary>Id of an own row, by its place.</summary>
    public static string OwnId(int index) => $"prices.rows[{index}]";

    /// <summary>Whose price list counts: another dialect of the same platform is billed as the platform is.</summary>
    public static string Biller(string provider) => provider switch
    {
        "dashscope-native" => "dashscope",
        "hunyuan-native" => "hunyuan",
        _ => provider,
    };

    private static ExchangeRates Rates(PricesConfig config) => new(config.Exchange.Select(entry => new ExchangeRate(entry.From, entry.To, entry.Rate, entry.Since)));

    private sealed class PriceList(PriceBook book, ExchangeRates rates) : IPriceList
    {
        public ITargetPrices For(TargetModel target) => new TargetPrices(book.For(Biller(target.Upstream.Provider.Name), target.RequestModel));

        public PriceOutcome Convert(PriceOutcome outcome, string currency, DateTimeOffset at) => rates.Convert(outcome, currency, at);
    }

    private sealed class TargetPrices(ModelPrices prices) : ITargetPrices
    {
        public PriceOutcome Price(in PriceQuery query, TokenUsage? usage) => prices.Price(Thinks(query, usage), UsageNormalisation.Billed(usage));

        public PriceOutcome Ceiling(in PriceQuery query, long inputTokens, long outputTokens) => prices.Ceiling(query, inputTokens, outputTokens);

        /// <summary>Whether a model thought is known best from what it reported.</summary>
        private static PriceQuery Thinks(in PriceQuery query, TokenUsage? usage) => usage?.Reasoning > 0 ? query with { Thinking = true } : query;
    }
}
