using Changeover.Conformance.Dialects;

namespace Changeover.Conformance.Checks;

/// <summary>A key spends what it may, and no more.</summary>
internal static class Budget
{
    private const int Clients = 50;

    public static IEnumerable<Check> Of()
    {
        yield return new Check("budget.never_overrun", $"{Clients} requests at once on a budget: what the upstream charges stays within it, some pass, and the others are refused with a 4xx.", RunAsync);
    }

    private static async Task<Finding> RunAsync(Lab lab, CancellationToken cancellation)
    {
        if (lab.Adapter.Budget is not { } budget) return new(Verdict.NotOffered, "the adapter names no budget");
        var chat = new Chat();
        // A tenth of the budget each, so that most of them must be refused.
        var tokens = (int)Math.Max(1, budget.LimitUsd / 10 / budget.UsdPerMillionOutput * 1_000_000);
        var question = new Question(chat, $"sandbox: words={tokens}", Stream: false) { Key = budget.Key, Model = budget.Model, Edit = body => body["max_tokens"] = tokens };
        if (!await lab.ReadyAsync(question with { Edit = body => body["max_tokens"] = 1 }, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
        var replies = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => lab.AskAsync(question, cancellation)));
        var bill = lab.First.State.Journal.Bill;
        var spent = (bill.PromptTokens * budget.UsdPerMillionInput + bill.CompletionTokens * budget.UsdPerMillionOutput) / 1_000_000;
        var (passed, refused) = (replies.Count(reply => reply.Status == 200), replies.Count(reply => reply.Status is >= 400 and < 500 && chat.IsError(reply.Json)));
        return Finding.If(spent > 0 && spent <= budget.LimitUsd && passed > 0 && passed + refused == Clients, $"${spent} of ${budget.LimitUsd} spent; {passed} passed, {refused} refused; statuses: {string.Join(", ", replies.CountBy(reply => reply.Status).Select(pair => $"{pair.Value} x {pair.Key}"))}");
    }
}
