using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Changeover.Gateway.Upstream;
using Changeover.Storage;
using StackExchange.Redis;

namespace Changeover.Nodes;

/// <summary>
/// A target that rests on one node rests on all: twice a second each node tells which of its targets rest and until when, and learns what others
/// say. A node that has just started learns it in the same way. Without Redis each finds out by itself.
/// </summary>
internal sealed partial class SharedRests(SharedRedis redis, GatewayRuntime runtime, TimeProvider clock, ILogger<SharedRests> log) : BackgroundService
{
    /// <summary>A sorted set: a target, by the millisecond (since 1970, UTC) until which it rests.</summary>
    private static readonly RedisKey Rests = "{changeover:health}:1:rests";

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly PeriodicTimer _timer = new(Period, clock);
    private bool _isDeaf;

    /// <inheritdoc />
    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            do
                await TryAsync();
            while (await _timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task TryAsync()
    {
        try
        {
            await ExchangeAsync();
            _isDeaf = false;
        }
        catch (Exception outage) when (outage is RedisException or TimeoutException)
        {
            if (!_isDeaf)
                Deaf();
            _isDeaf = true;
        }
    }

    private async Task ExchangeAsync()
    {
        var now = clock.GetUtcNow();
        var targets = runtime.Current.Targets.Values.SelectMany(route => route).DistinctBy(target => target.Health).ToLookup(Name, StringComparer.Ordinal);
        SortedSetEntry[] resting =
        [
            .. targets.Select(same => (Name: same.Key, Until: same.Max(target => target.Health.OpenUntil)))
                .Where(target => target.Until > now)
                .Select(target => new SortedSetEntry(target.Name, target.Until.ToUnixTimeMilliseconds())),
        ];
        if (resting.Length > 0)
            await redis.Database.SortedSetAddAsync(Rests, resting, SortedSetWhen.GreaterThan);

        var past = now.ToUnixTimeMilliseconds();
        await redis.Database.SortedSetRemoveRangeByScoreAsync(Rests, double.NegativeInfinity, past);
        foreach (var rest in await redis.Database.SortedSetRangeByScoreWithScoresAsync(Rests, past))
        {
            foreach (var target in targets[rest.Element.ToString()])
                target.Health.RestUntil(DateTimeOffset.FromUnixTimeMilliseconds((long)rest.Score));
        }
    }

    /// <summary>The same on every node that has the same connection; says nothing of its credential.</summary>
    private static string Name(TargetState target) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{target.Upstream.Model.Fingerprint}/{target.Model.RequestModel}"))));

    [LoggerMessage(2032, LogLevel.Warning, "Redis does not answer: until it does, this node finds out by itself which targets fail.")]
    private partial void Deaf();
}
