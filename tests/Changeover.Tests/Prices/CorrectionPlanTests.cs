using Changeover.Gateway.Recording;
using Changeover.Measure.Pricing;
using Changeover.Prices;
using Changeover.Prices.Reconciling;
using Changeover.Tests.Gateway.Recording;
using CsCheck;

namespace Changeover.Tests.Prices;

/// <summary>What a bill corrects, and what it does not.</summary>
public sealed class CorrectionPlanTests
{
    private static readonly PriceBook Book = new([]);

    [Fact]
    public void After_correction_the_sums_are_the_bill_s_to_the_nano_unit_whether_it_names_requests_or_not() => Gen.Select(
        Gen.Select(Gen.Long[1, 1_000_000_000], Gen.Bool, Gen.Double[0, 1]).Array[1, 12], Gen.Bool).Sample((attempts, namesRequests) =>
    {
        // An estimate is the most that an attempt can have cost; an exact one was billed as it is.
        var own = attempts.Select((attempt, i) => Own(i, attempt.Item1, estimated: attempt.Item2)).ToList();
        var billed = attempts.Select(attempt => attempt.Item2 ? (long)(attempt.Item1 * attempt.Item3) : attempt.Item1).ToList();
        BillLine[] bill = namesRequests
            ? [.. billed.Select((nano, i) => new BillLine { Request = $"req_{i:D26}", Amount = nano / 1_000_000_000m, Currency = "USD" })]
            : [new BillLine { Model = "gpt-4o", Amount = billed.Sum() / 1_000_000_000m, Currency = "USD" }];

        var plan = Plan(own, bill);

        return plan.Open == 0
            && own.Sum(line => line.Cost.NanoUnits!.Value) + plan.Corrections.Sum(planned => planned.Correction.After.NanoUnits!.Value - planned.Correction.Before.NanoUnits!.Value) == billed.Sum()
            && plan.Corrections.All(planned => planned.Correction is { After: { Estimated: false, NanoUnits: >= 0 }, Before.Estimated: true });
    });

    [Fact]
    public void An_exact_cost_is_never_touched() =>
        Assert.Equal((0, 0), Count(Plan([Own(1, 100, estimated: false)], [new BillLine { Request = "req_00000000000000000000000001", Amount = 1, Currency = "USD" }])));

    [Fact]
    public void What_is_not_on_a_bill_becomes_zero_only_where_the_bill_is_complete()
    {
        BillLine[] bill = [new BillLine { Request = "another", Amount = 1, Currency = "USD" }];
        Assert.Equal((0, 1), Count(Plan([Own(1, 100, estimated: true)], bill)));
        Assert.Equal(0m, Assert.Single(Plan([Own(1, 100, estimated: true)], bill, isComplete: true).Corrections).Correction.After.Amount);
    }

    [Theory]
    [InlineData(301, "USD")] // more than all estimates can have cost: somebody else's requests are on it
    [InlineData(100, "CNY")]
    public void A_bill_that_cannot_be_of_these_requests_corrects_none(long nano, string currency) => Assert.Equal((0, 2), Count(Plan(
        [Own(1, 100, estimated: true), Own(2, 200, estimated: true)], [new BillLine { Model = "gpt-4o", Amount = nano / 1_000_000_000m, Currency = currency }])));

    [Fact]
    public void Tokens_of_several_estimates_in_one_line_belong_to_none_of_them() => Assert.Equal((0, 2), Count(Plan(
        [Own(1, 100, estimated: true), Own(2, 200, estimated: true)], [new BillLine { Model = "gpt-4o", Input = 10, Output = 10 }])));

    private static (int, int) Count(CorrectionPlan plan) => (plan.Corrections.Count, plan.Open);

    private static CorrectionPlan Plan(IReadOnlyList<OwnLine> own, BillLine[] bill, bool isComplete = false) => CorrectionPlan.Of(own, bill, Book, isComplete, "bill.json", SampleRecords.Noon);

    private static OwnLine Own(int number, long nano, bool estimated)
    {
        var record = SampleRecords.Costing(number, nano);
        var attempt = record.Attempts[0] with { Cost = record.Attempts[0].Cost! with { Estimated = estimated } };
        return new OwnLine(
            new BillLine { Request = record.Id, Model = "gpt-4o", Amount = attempt.Cost!.Amount, Currency = "USD", Estimated = estimated },
            record with { Attempts = [attempt] },
            0);
    }
}
