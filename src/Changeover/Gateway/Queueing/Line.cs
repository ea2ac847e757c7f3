namespace Changeover.Gateway.Queueing;

/// <summary>Those of one class who wait. Whoever they belong to take turns, however many each of them sends; among a one's own, the first comes first. Guarded by its queue.</summary>
internal sealed class Line
{
    private readonly LinkedList<LinkedList<Ticket>> _turns = [];
    private readonly Dictionary<string, LinkedListNode<LinkedList<Ticket>>> _byWho = new(StringComparer.Ordinal);

    /// <summary>Nobody waits.</summary>
    public bool IsEmpty => _turns.Count == 0;

    /// <summary>Stands at the end of its own.</summary>
    public void Add(Ticket ticket)
    {
        if (!_byWho.TryGetValue(ticket.Who, out var own))
        {
            _byWho.Add(ticket.Who, own = _turns.AddLast(new LinkedList<Ticket>()));
        }

        own.Value.AddLast(ticket);
    }

    /// <summary>Whose turn it is; whoever it belongs to has the next turn after all others.</summary>
    public Ticket Take()
    {
        var own = _turns.First!;
        var ticket = own.Value.First!.Value;
        _turns.RemoveFirst();
        _turns.AddLast(own);
        Remove(ticket);
        return ticket;
    }

    /// <summary>False = it does not wait here any more.</summary>
    public bool Remove(Ticket ticket)
    {
        if (!_byWho.TryGetValue(ticket.Who, out var own) || !own.Value.Remove(ticket))
        {
            return false;
        }

        if (own.Value.Count == 0)
        {
            _turns.Remove(own);
            _byWho.Remove(ticket.Who);
        }

        return true;
    }
}
