using Changeover.Gateway.Admission;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;

namespace Changeover.Gateway.Queueing;

/// <summary>Between the plan and an attempt: leave of the target's health, a place at its upstream, and room in the budgets. Nobody waits while another target has a place, unless the route says so.</summary>
internal sealed class Entrance(AdmissionDesk admission, TimeProvider time)
{
    /// <summary>The targets in the order in which they are tried. Those that had no place, or were being probed, come once more at the end: then it is worth waiting for one of them.</summary>
    public static IEnumerable<(TargetState Target, bool Waits)> Turns(Exchange exchange, TargetState[] candidates)
    {
        var waits = exchange.Route!.Config.WhenFull == FullRule.Wait;
        foreach (var target in candidates)
        {
            yield return (target, waits);
        }

        foreach (var target in candidates.Where(exchange.Busy.Contains))
        {
            yield return (target, true);
        }
    }

    /// <summary>Enters a target; null = it may not be tried now, and <see cref="Exchange.NoRoom"/> tells why, where it is not its health.</summary>
    public async ValueTask<Place?> EnterAsync(Exchange exchange, TargetState target, bool waits)
    {
        var deadline = target.Upstream.Model.Config.Queue.Deadline;
        var since = time.GetTimestamp();
        while (true)
        {
            exchange.NoRoom = null;
            var (place, probe) = await TryEnterAsync(exchange, target, waits);
            var left = deadline - time.GetElapsedTime(since);
            if (place is not null || probe is null || !waits || left <= TimeSpan.Zero)
            {
                if (!waits && (probe is not null || exchange.NoRoom?.Code == ErrorCodes.UpstreamBusy))
                {
                    exchange.Busy.Add(target);
                }

                return place;
            }

            // What comes of the probe is soon known, and there is nobody else.
            await exchange.QueueFor(probe.WaitAsync(left, time, exchange.ClientGone));
        }
    }

    /// <summary>Enters a target beside a late one; a second attempt waits for nothing.</summary>
    public async ValueTask<Place?> EnterBesideAsync(Exchange exchange, TargetState target)
    {
        if (Take(target) is not { } place)
        {
            return null;
        }

        if (await admission.ReserveAsync(exchange, target) is null && target.Health.TryEnter(time.GetUtcNow(), out _))
        {
            return place;
        }

        place.Dispose();
        return null;
    }

    /// <summary>The place, or the probe that is in the way; neither = the target rests, or <see cref="Exchange.NoRoom"/> tells.</summary>
    private async ValueTask<(Place? Place, Task? Probe)> TryEnterAsync(Exchange exchange, TargetState target, bool waits)
    {
        if (!target.Health.MayEnter(time.GetUtcNow(), out var probe) || await TakeAsync(exchange, target, waits) is not { } place)
        {
            return (null, probe);
        }

        if ((exchange.NoRoom = await admission.ReserveAsync(exchange, target)) is null && target.Health.TryEnter(time.GetUtcNow(), out probe))
        {
            return (place, null);
        }

        place.Dispose();
        return (null, probe);
    }

    private async ValueTask<Place?> TakeAsync(Exchange exchange, TargetState target, bool waits)
    {
        if (Take(target) is { } free)
        {
            return free;
        }

        var places = target.Upstream.Places!;
        if (waits && places.Join(exchange.Owner ?? "", exchange.Priority) is { } ticket && await IsCalledAsync(exchange, target, places, ticket))
        {
            return new Place(places, time);
        }

        exchange.NoRoom = new GatewayError(ErrorCodes.UpstreamBusy, $"{target.Label} has as many requests as it may at one time.") { RetryAfter = places.UntilRoom() };
        return null;
    }

    private async Task<bool> IsCalledAsync(Exchange exchange, TargetState target, PlaceQueue places, Ticket ticket)
    {
        try
        {
            await exchange.QueueFor(ticket.Called.WaitAsync(target.Upstream.Model.Config.Queue.Deadline, time, exchange.ClientGone));
        }
        catch (OperationCanceledException)
        {
            if (!places.TryLeave(ticket))
            {
                places.Release(TimeSpan.Zero);
            }

            throw;
        }

        return !places.TryLeave(ticket);
    }

    private Place? Take(TargetState target) => target.Upstream.Places is not { } places || places.TryTake() ? new Place(target.Upstream.Places, time) : null;
}
