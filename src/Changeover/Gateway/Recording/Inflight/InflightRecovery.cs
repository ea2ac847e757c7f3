using Changeover.Storage;

namespace Changeover.Gateway.Recording.Inflight;

/// <summary>At start: what killed processes left in the journal becomes records, each charged with the worst that it can have cost.</summary>
internal sealed partial class InflightRecovery(string folder, IRecordStore records, RecordReader reader, IEnumerable<INodeRecovery> others, ILogger<InflightRecovery> log)
{
    /// <summary>Writes the records. A request whose record is there already is left as it is.</summary>
    /// <returns>How many were written.</returns>
    /// <exception cref="StorageException">One could not be written; the journal stays, for another start.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var node in Directory.EnumerateFiles(folder, InflightJournal.Pattern).GroupBy(InflightJournal.NodeOf, StringComparer.Ordinal))
        {
            List<InflightSegment> segments = [.. node.Select(TryOpen).OfType<InflightSegment>()];
            if (segments.Count == 0)
            {
                continue;
            }

            foreach (var entry in segments.SelectMany(segment => segment.Left()).DistinctBy(entry => entry.Id))
            {
                if (reader.Find(entry.Id) is null)
                {
                    await records.AppendAsync(entry.ToRecord(), cancellationToken);
                    written++;
                }
            }

            foreach (var other in others)
            {
                other.Recovered(node.Key);
            }

            segments.ForEach(segment => segment.Delete());
        }

        if (written > 0)
        {
            Recovered(written);
        }

        return written;
    }

    /// <summary>null = its process lives.</summary>
    private static InflightSegment? TryOpen(string path)
    {
        try
        {
            return InflightSegment.Open(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LoggerMessage(1020, LogLevel.Warning, "Requests that were under way when a process was killed: {Count}. Each has a record now, charged with the most that it can have cost; compare with the provider's bill by `changeover reconcile`.")]
    private partial void Recovered(int count);
}
