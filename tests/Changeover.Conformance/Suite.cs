using Changeover.Conformance.Adapters;
using Changeover.Conformance.Checks;
using Changeover.Conformance.Dialects;

namespace Changeover.Conformance;

/// <summary>All checks, and how they are run: one after the other, each on healthy sandboxes with empty journals.</summary>
public static class Suite
{
    /// <summary>Every check there is; of dialects that a gateway does not speak, too.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        .. Grammar.Of(Dialect.All), .. Usage.Of(Dialect.All), .. Fallback.Of(Dialect.All), .. Truncation.Of(Dialect.All), .. Cancellation.Of(Dialect.All),
        .. Headers.Of(Dialect.All), .. Passing.Of(), .. Errors.Of(Dialect.All), .. Budget.Of(), .. Memory.Of(Dialect.All),
    ];

    /// <summary>Runs those whose name begins with <paramref name="only"/>.</summary>
    /// <param name="lab">The gateway and its sandboxes.</param>
    /// <param name="only">Beginning of a name; empty = all.</param>
    /// <param name="progress">Told of each result.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static async Task<Outcome> RunAsync(Lab lab, string only, Action<Result> progress, CancellationToken cancellation)
    {
        var (at, results) = (lab.Time.GetUtcNow(), new List<Result>());
        foreach (var check in All.Where(check => check.Name.StartsWith(only, StringComparison.Ordinal)))
        {
            var begun = lab.Time.GetTimestamp();
            var finding = WhyNot(lab.Adapter, check) is { } reason ? new Finding(Verdict.NotOffered, reason) : await AskAsync(check, lab, cancellation);
            results.Add(new Result(check.Name, check.Asserts, finding.Verdict, finding.Evidence, (long)lab.Time.GetElapsedTime(begun).TotalMilliseconds));
            progress(results[^1]);
        }

        return Outcome.Of(lab.Adapter, at, results);
    }

    private static string? WhyNot(Adapter adapter, Check check) =>
        adapter.WhyNot(check.Name) ?? Dialect.All.Where(dialect => !adapter.Dialects.ContainsKey(dialect.Name) && check.Name.Split('.').Contains(dialect.Name))
            .Select(dialect => $"the gateway does not speak {dialect.Name}").FirstOrDefault();

    /// <summary>A gateway that answers what nobody can read has failed the check, not ended the run.</summary>
    private static async Task<Finding> AskAsync(Check check, Lab lab, CancellationToken cancellation)
    {
        try
        {
            return await check.RunAsync(lab, cancellation);
        }
        catch (Exception strange) when (strange is InvalidOperationException or NullReferenceException or IOException or HttpRequestException or FormatException)
        {
            return new Finding(Verdict.Fail, $"the answer could not be read: {strange.Message}");
        }
    }
}
