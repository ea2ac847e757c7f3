using Changeover.Gateway.Recording;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;

namespace Changeover.Bench.Soak;

/// <summary>What the clients saw, what the gateways recorded and what the providers bill, held against each other.</summary>
internal sealed record SoakAccount
{
    /// <summary>Records in the database.</summary>
    public required int Records { get; init; }

    /// <summary>Answers that a client has whole and that have no record.</summary>
    public required int AnswersWithoutRecord { get; init; }

    /// <summary>Lines of the bills that no attempt of a record stands for.</summary>
    public required int BilledWithoutRecord { get; init; }

    /// <summary>Attempts of records that stand for a line that another attempt stands for already.</summary>
    public required int RecordedTwice { get; init; }

    /// <summary>Lines whose cost was recorded as known.</summary>
    public required int Exact { get; init; }

    /// <summary>Of those, recorded less the bill's, in nano-units, summed without sign.</summary>
    public required long ExactError { get; init; }

    /// <summary>Lines whose cost was recorded as an estimate: broken off, or under way when a gateway was killed.</summary>
    public required int Estimated { get; init; }

    /// <summary>Of those, what was recorded, in nano-units.</summary>
    public required long EstimatedRecorded { get; init; }

    /// <summary>Of those, what the bills say.</summary>
    public required long EstimatedBilled { get; init; }

    /// <summary>Estimates by the fault that the provider played, dearest error first: attempts, recorded and billed nano-units.</summary>
    public required IReadOnlyList<(string Fault, int Attempts, long Recorded, long Billed)> Estimates { get; init; }

    /// <summary>Billed to the owner who was to run out of money, in nano-units.</summary>
    public required long SmallBilled { get; init; }

    /// <summary>Recorded for that owner.</summary>
    public required long SmallRecorded { get; init; }

    /// <summary>Does the sums.</summary>
    public static SoakAccount Of(IReadOnlyCollection<SoakReading> readings, IReadOnlyList<RequestRecord> records, params IReadOnlyList<SandboxHost> providers)
    {
        var byId = records.ToDictionary(record => record.Id, StringComparer.Ordinal);
        var attempts = records.SelectMany(record => record.Attempts.Select((attempt, place) => (Id: place == 0 ? record.Id : $"{record.Id}-{place + 1}", record.Owner, attempt.Cost))).ToLookup(each => each.Id, StringComparer.Ordinal);
        var lines = providers.SelectMany(Lines).Select(each => (each.Id, each.Fault, Nano: SoakGroup.Nano(each.Line.PromptTokens, each.Line.CompletionTokens), Attempts: attempts[each.Id].ToList())).Where(each => each.Nano > 0).ToList();
        var found = lines.Where(line => line.Attempts is [{ Cost.NanoUnits: not null }]).Select(line => (line.Nano, line.Fault, line.Attempts[0].Cost!.Estimated, line.Attempts[0].Owner, Recorded: line.Attempts[0].Cost!.NanoUnits!.Value)).ToList();
        return new SoakAccount
        {
            Records = records.Count,
            AnswersWithoutRecord = readings.Count(reading => reading.End == SoakEnd.Answered && !byId.ContainsKey(reading.RequestId ?? "")),
            BilledWithoutRecord = lines.Count(line => line.Attempts is [] or [{ Cost.NanoUnits: null }]),
            RecordedTwice = lines.Count(line => line.Attempts.Count > 1) + records.Count - byId.Count,
            Exact = found.Count(line => !line.Estimated),
            ExactError = found.Where(line => !line.Estimated).Sum(line => Math.Abs(line.Recorded - line.Nano)),
            Estimated = found.Count(line => line.Estimated),
            EstimatedRecorded = found.Where(line => line.Estimated).Sum(line => line.Recorded),
            EstimatedBilled = found.Where(line => line.Estimated).Sum(line => line.Nano),
            Estimates = [.. found.Where(line => line.Estimated).GroupBy(line => line.Fault)
                .Select(group => (group.Key, group.Count(), Recorded: group.Sum(line => line.Recorded), Billed: group.Sum(line => line.Nano)))
                .OrderBy(group => group.Recorded - group.Billed)],
            SmallBilled = found.Where(line => line.Owner == "small").Sum(line => line.Nano),
            SmallRecorded = records.Where(record => record.Owner == "small").Sum(record => record.Cost?.NanoUnits ?? 0),
        };
    }

    private static IEnumerable<(string Id, string Fault, BillLine Line)> Lines(SandboxHost provider)
    {
        var entries = provider.State.Journal.Entries.ToDictionary(entry => entry.Number);
        return provider.State.Journal.Bill.Lines.Select(line => (entries[line.Number].Headers.GetValueOrDefault("x-client-request-id", ""), entries[line.Number].Fault ?? "none", line));
    }
}
