using Changeover.Conformance.Adapters;

namespace Changeover.Conformance;

/// <summary>A whole run of the suite.</summary>
/// <param name="Gateway">Name of the gateway.</param>
/// <param name="Version">Its version.</param>
/// <param name="StartedAt">When the run began.</param>
/// <param name="Remarks">What the adapter could not express.</param>
/// <param name="Results">One for each check, in order.</param>
public sealed record Outcome(string Gateway, string Version, DateTimeOffset StartedAt, IReadOnlyList<string> Remarks, IReadOnlyList<Result> Results)
{
    /// <summary>How many came to a verdict.</summary>
    public int Count(Verdict verdict) => Results.Count(result => result.Verdict == verdict);

    /// <summary>The score: only what passed counts, out of all.</summary>
    public string Score => $"{Count(Verdict.Pass)} of {Results.Count} passed, {Count(Verdict.Fail)} failed, {Count(Verdict.NotOffered)} not offered, {Count(Verdict.NotMeasured)} not measured";

    internal static Outcome Of(Adapter adapter, DateTimeOffset at, IReadOnlyList<Result> results) => new(adapter.Gateway, adapter.Version, at, adapter.Remarks, results);
}
