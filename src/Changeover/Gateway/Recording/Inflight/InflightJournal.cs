using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Changeover.Gateway.Recording.Inflight;

/// <summary>
/// The requests that an upstream may be working on right now. Each stands here from before its first attempt until its record is durable, so
/// that after a <c>kill -9</c> the next start knows of every answer that may have been charged.
/// </summary>
internal sealed class InflightJournal(string folder) : IDisposable
{
    /// <summary>Names of its files in the data folder.</summary>
    public const string Pattern = "inflight-*.journal";

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"inflight-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");
    private readonly ConcurrentStack<InflightSlot> _free = new();
    private readonly Lock _gate = new();
    private readonly List<InflightSegment> _segments = [];
    private int _used;

    /// <summary>Makes its first file, so that whoever comes after a <c>kill -9</c> knows that it was there.</summary>
    /// <returns>The node's name in it.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    public string Begin()
    {
        lock (_gate)
        {
            if (_segments.Count == 0)
            {
                Grow();
            }
        }

        return _name;
    }

    /// <summary>The node that a file is of.</summary>
    public static string NodeOf(string path) => Path.GetFileNameWithoutExtension(path) is var name ? name[..name.LastIndexOf('-')] : "";

    /// <summary>Writes what is known now; an earlier slot of the request is free afterwards.</summary>
    /// <exception cref="IOException">No further file can be made.</exception>
    public InflightSlot Write(InflightEntry entry, InflightSlot? earlier)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, InflightJson.Default.InflightEntry);
        if (json.Length > InflightSegment.Room)
        {
            // Many attempts, or very long names: what has ended goes, what is running stays.
            json = JsonSerializer.SerializeToUtf8Bytes(entry with { Ended = [] }, InflightJson.Default.InflightEntry);
        }

        var slot = Take();
        slot.Segment.Write(slot.Index, json.AsSpan(0, Math.Min(json.Length, InflightSegment.Room)));
        if (earlier is { } before)
        {
            Free(before);
        }

        return slot;
    }

    /// <summary>The request's record is durable.</summary>
    public void Free(InflightSlot slot)
    {
        slot.Segment.Clear(slot.Index);
        Interlocked.Decrement(ref _used);
        _free.Push(slot);
    }

    /// <inheritdoc />
    /// <remarks>Where something is left, its file stays for the next start.</remarks>
    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            if (_used == 0)
            {
                segment.Delete();
            }
            else
            {
                segment.Dispose();
            }
        }
    }

    private InflightSlot Take()
    {
        Interlocked.Increment(ref _used);
        while (true)
        {
            if (_free.TryPop(out var slot))
            {
                return slot;
            }

            lock (_gate)
            {
                if (_free.IsEmpty)
                {
                    Grow();
                }
            }
        }
    }

    private void Grow()
    {
        var segment = InflightSegment.Open(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{_name}-{_segments.Count}.journal")));
        _segments.Add(segment);
        for (var index = InflightSegment.Slots - 1; index >= 0; index--)
        {
            _free.Push(new InflightSlot(segment, index));
        }
    }
}

/// <summary>Where a request stands in the journal.</summary>
internal readonly record struct InflightSlot(InflightSegment Segment, int Index);
