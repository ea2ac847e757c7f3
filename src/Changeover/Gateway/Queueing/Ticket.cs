namespace Changeover.Gateway.Queueing;

/// <summary>Somebody who waits for a place.</summary>
/// <param name="who">With whom it shares a turn.</param>
/// <param name="priority">Its class.</param>
internal sealed class Ticket(string who, Priority priority)
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>With whom it shares a turn.</summary>
    public string Who => who;

    /// <summary>Its class.</summary>
    public Priority Priority => priority;

    /// <summary>Completes when a place is its own.</summary>
    public Task Called => _called.Task;

    /// <summary>It has a place.</summary>
    public void Call() => _called.SetResult();
}
