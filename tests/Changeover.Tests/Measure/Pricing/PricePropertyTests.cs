using Changeover.Measure.Pricing;
using CsCheck;
using static Changeover.Tests.Measure.Pricing.Rows;

namespace Changeover.Tests.Measure.Pricing;

/// <summary>What holds for every price list and every usage.</summary>
public sealed class PricePropertyTests
{
    private static readonly Gen<decimal> Rate = Gen.Int[0, 5_000_000].Select(value => value / 100_000m);

    private static readonly Gen<PriceRates> Rates =
        from input in Rate
        from read in Rate
        from write in Rate
        from hour in Rate
        from audio in Rate
        from output in Rate
        from reasoning in Rate
        from sound in Rate
        from request in Rate
        from given in Gen.Bool.Array[4]
        select new PriceRates
        {
            Input = input,
            CacheRead = given[0] ? read : null,
            CacheWrite = given[1] ? write : null,
            CacheWriteLong = hour,
            AudioInput = audio,
            Output = output,
            Reasoning = given[2] ? reasoning : null,
            AudioOutput = sound,
            Request = given[3] ? request / 1000 : null,
        };

    private static readonly Gen<PriceTier> Tier =
        from rates in Rates
        from input in Gen.Long[1, 500_000]
        from output in Gen.Long[1, 50_000]
        from which in Gen.Int[0, 2]
        from inclusive in Gen.Bool
        select new PriceTier(rates) { InputBound = which == 1 ? null : input, OutputBound = which == 0 ? null : output, Inclusive = inclusive };

    private static readonly Gen<PriceRow> AnyRow =
        from rates in Rates
        from tiers in Tier.Array[0, 3]
        from service in Gen.Enum<ServiceTier>()
        from thinking in Gen.OneOf(Gen.Const((bool?)null), Gen.Bool.Select(value => (bool?)value))
        from hours in Gen.Int[0, 8]
        from dates in Gen.Int[-60, 60].Array[2]
        from dated in Gen.Bool.Array[2]
        from rounding in Gen.OneOf(Gen.Const(PriceRounding.Nano), Gen.Const(new PriceRounding(0.000001m, true)), Gen.Const(new PriceRounding(0.0001m, false)))
        select Row(rates) with
        {
            Tiers = [.. tiers],
            Tier = service,
            Thinking = thinking,
            Clock = hours == 0 ? null : Clock("Asia/Shanghai", $"{hours * 2:00}:15", $"{(hours * 2) + 5:00}:45"),
            EffectiveFrom = dated[0] ? Noon.AddMinutes(15 * dates[0]) : null,
            EffectiveTo = dated[1] ? Noon.AddMinutes(15 * (60 + dates[1])) : null,
            Rounding = rounding,
        };

    private static readonly Gen<BilledUsage> Usage =
        from counts in Gen.Long[0, 400_000].Array[8]
        select new BilledUsage
        {
            Input = counts[0],
            CacheRead = counts[1],
            CacheWrite = counts[2],
            CacheWriteLong = counts[3],
            AudioInput = counts[4],
            Output = counts[5] / 10,
            Reasoning = counts[6] / 10,
            AudioOutput = counts[7] / 10,
        };

    private static readonly Gen<PriceQuery> Query =
        from minutes in Gen.Int[0, 60 * 24 * 7]
        from service in Gen.Enum<ServiceTier>()
        from thinking in Gen.Bool
        select new PriceQuery(Noon.AddMinutes(minutes)) { Tier = service, Thinking = thinking };

    [Fact]
    public void No_call_within_its_tokens_and_its_hour_costs_more_than_the_ceiling() =>
        (from rows in AnyRow.Array[1, 6]
         from query in Query
         from usage in Usage
         from later in Gen.Int[0, 60]
         from known in Gen.Bool.Array[2]
         select (rows, query, usage, later, known)).Sample(
            (rows, query, usage, later, known) =>
            {
                var prices = Known(rows);
                var asked = query with { Tier = known[0] ? query.Tier : null, Thinking = known[1] ? query.Thinking : null };
                var ceiling = prices.Ceiling(asked, usage.AllInput, usage.AllOutput);
                var price = prices.Price(query with { At = query.At.AddMinutes(later) }, usage);
                return price.Cost is not { } cost || (ceiling.Cost is { } bound && bound.NanoUnits >= cost.NanoUnits);
            },
            iter: 20_000);

    [Fact]
    public void More_tokens_never_cost_less_within_a_tier() =>
        (from rates in Rates
         from less in Usage
         from more in Usage
         select (rates, less, more)).Sample((rates, less, more) =>
        {
            var prices = Known(Row(rates));
            var both = less + more with { Requests = 0 };
            return prices.Price(new PriceQuery(Noon), both).Nano() >= prices.Price(new PriceQuery(Noon), less).Nano();
        });

    [Fact]
    public void A_usage_billed_in_parts_costs_what_it_costs_as_a_whole_to_one_nano_unit_of_rounding() =>
        (from rates in Rates
         from first in Usage
         from second in Usage
         select (rates, first, second)).Sample((rates, first, second) =>
        {
            var prices = Known(Row(rates));
            var query = new PriceQuery(Noon);
            var parts = prices.Price(query, first).Nano() + prices.Price(query, second).Nano();
            return Math.Abs(prices.Price(query, first + second).Nano() - parts) <= 1;
        });

    [Fact]
    public void The_sum_is_exact_to_the_nano_unit() =>
        (from rates in Rates
         from usage in Usage
         select (rates, usage)).Sample((rates, usage) =>
        {
            var exact = (usage.Input!.Value * rates.Input!.Value) + (usage.CacheRead!.Value * (rates.CacheRead ?? rates.Input.Value))
                + (usage.CacheWrite!.Value * (rates.CacheWrite ?? rates.Input.Value)) + (usage.CacheWriteLong!.Value * rates.CacheWriteLong!.Value) + (usage.AudioInput!.Value * rates.AudioInput!.Value)
                + (usage.Output!.Value * rates.Output!.Value) + (usage.Reasoning!.Value * (rates.Reasoning ?? rates.Output.Value)) + (usage.AudioOutput!.Value * rates.AudioOutput!.Value)
                + ((rates.Request ?? 0) * 1_000_000);
            return Known(Row(rates)).Price(new PriceQuery(Noon), usage).Nano() == (long)Math.Floor((exact * 1000) + 0.5m);
        });

    [Fact]
    public void Pricing_a_call_and_asking_for_its_ceiling_allocates_nothing()
    {
        var prices = Known(Row(new PriceRates { Input = 1, Output = 2 }), Row(new PriceRates { Input = 2, Output = 4 }, "peak") with { Clock = Clock("Asia/Shanghai", "09:00", "12:00") });
        var usage = new BilledUsage { Input = 1000, Output = 500 };
        Assert.Equal(0, Allocations.Least(() =>
        {
            prices.Price(new PriceQuery(Noon), usage);
            prices.Ceiling(new PriceQuery(Noon), 1000, 500);
        }));
    }
}
