using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Gateway.Snapshot.Validation;
using Changeover.Measure.Pricing;
using Changeover.Providers;

namespace Changeover.Prices;

/// <summary>That own prices can be used, that no two of them claim the same call, and that rates are rates.</summary>
internal sealed class PriceValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        var prices = context.Config.Prices;
        var rows = new List<PriceRow>();
        for (var i = 0; i < prices.Rows.Count; i++)
        {
            try
            {
                rows.Add(PriceDesk.Own(prices.Rows[i] with { Id = PriceDesk.OwnId(i) }));
            }
            catch (FormatException fault)
            {
                context.Fault(ConfigPath.Item("prices.rows", i), fault.Message, "See docs/prices.md for how a price is written.");
            }

            if (!ProviderRegistry.ByName.ContainsKey(prices.Rows[i].Provider))
            {
                context.Fault(ConfigPath.Item("prices.rows", i), $"There is no provider `{prices.Rows[i].Provider}`, so that nothing is ever billed by this price.", "`changeover prices list` shows how providers are called.");
            }
        }

        foreach (var (first, second) in PriceClash.Among(rows))
        {
            context.Fault(second.Id, $"It claims the same calls as {first.Id}.", "End one with `to:` where the other begins with `from:`, or give one a condition.");
        }

        for (var i = 0; i < prices.Exchange.Count; i++)
        {
            var entry = prices.Exchange[i];
            if (entry.Rate <= 0 || entry.From == entry.To || !PriceEntryReader.IsCurrency(entry.From) || !PriceEntryReader.IsCurrency(entry.To))
            {
                context.Fault(ConfigPath.Item("prices.exchange", i), "This is no rate between two currencies.", "Write for example {from: CNY, to: USD, rate: 0.139, since: 2026-11-01}.");
            }
        }
    }
}
