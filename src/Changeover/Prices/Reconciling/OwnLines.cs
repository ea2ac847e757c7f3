using Changeover.Gateway.Recording;

namespace Changeover.Prices.Reconciling;

/// <summary>Records as lines of a bill.</summary>
internal static class OwnLines
{
    /// <summary>One line per attempt that a provider may bill.</summary>
    /// <param name="records">The records.</param>
    /// <param name="bill">The bill: of the several names of a request and of a model, the one that stands in it counts.</param>
    /// <param name="wanted">Whose attempts.</param>
    public static IEnumerable<OwnLine> Of(IEnumerable<RequestRecord> records, IReadOnlyList<BillLine> bill, Func<AttemptRecord, bool> wanted)
    {
        var requests = bill.Select(line => line.Request).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var models = bill.Select(line => line.Model).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
            from record in records
            from place in Enumerable.Range(0, record.Attempts.Count)
            let attempt = record.Attempts[place]
            where attempt.Cost is not null && wanted(attempt)
            let usage = attempt.Estimate ?? attempt.Usage
            let before = record.Attempts.Count(other => other.StartedAfter < attempt.StartedAfter) // as the attempts were numbered when they were sent
            let line = new BillLine
            {
                Request = Named(requests, attempt.UpstreamRequestId, attempt == record.Attempts[^1] ? record.ResponseId : null, before == 0 ? record.Id : $"{record.Id}-{before + 1}"),
                Day = DateOnly.FromDateTime((record.StartedAt + attempt.StartedAfter).UtcDateTime),
                Model = Named(models, attempt.ResponseModel, attempt.RequestModel),
                Requests = 1,
                Input = usage?.Input,
                CachedInput = usage?.CachedInput,
                Output = usage?.Output,
                Amount = attempt.Cost!.Amount,
                Currency = attempt.Cost!.Currency,
                Estimated = attempt.Cost!.Estimated,
                Unpriced = attempt.Cost!.Unpriced is not null,
            }
            select new OwnLine(line, record, place);
    }

    private static string? Named(HashSet<string> known, params ReadOnlySpan<string?> names)
    {
        string? last = null;
        foreach (var name in names)
        {
            if (name is not null && known.Contains(name))
            {
                return name;
            }

            last = name ?? last;
        }

        return last;
    }
}
