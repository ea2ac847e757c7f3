namespace Changeover.Inference.Scheduling;

/// <summary>Requests that wait for a slot: first come, first served, of bounded length, and who gives up leaves at once. One more than fits is refused.</summary>
internal sealed class WaitingLine(int length)
{
    private readonly LinkedList<Generation> _line = new();
    private bool _closed;

    /// <summary>False when the line is full. Whoever will be served at once, by a free slot, does not count as waiting.</summary>
    public bool TryEnter(Generation generation, int freeSlots)
    {
        lock (_line)
        {
            if (_closed)
            {
                generation.Fail(EmbeddedErrors.Unloading);
                return true;
            }

            if (_line.Count >= length + freeSlots)
            {
                return false;
            }

            _line.AddLast(generation);
            Monitor.PulseAll(_line);
            return true;
        }
    }

    /// <summary>Gives up waiting; false when the request was served in the meantime.</summary>
    public bool TryLeave(Generation generation)
    {
        lock (_line)
        {
            return _line.Remove(generation);
        }
    }

    /// <summary>The first in line, when the free slots are enough for it; null = none. A small request does not overtake a large one.</summary>
    public Generation? TryTake(int freeSlots)
    {
        lock (_line)
        {
            if (_line.First?.Value is not { } first || first.N > freeSlots)
            {
                return null;
            }

            _line.RemoveFirst();
            return first;
        }
    }

    /// <summary>Blocks until somebody waits or the line is closed; false = closed.</summary>
    public bool WaitForArrival()
    {
        lock (_line)
        {
            while (_line.Count == 0 && !_closed)
            {
                Monitor.Wait(_line);
            }

            return !_closed;
        }
    }

    /// <summary>Nobody enters any more; who waited is returned.</summary>
    public IReadOnlyList<Generation> Close()
    {
        lock (_line)
        {
            _closed = true;
            Monitor.PulseAll(_line);
            Generation[] waiting = [.. _line];
            _line.Clear();
            return waiting;
        }
    }
}
