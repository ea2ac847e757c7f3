using System.Collections.Concurrent;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Drill;

/// <summary>One drill, from the first twin to the report. What it starts and writes is gone when it returns.</summary>
internal sealed class DrillRun(ChangeoverConfig config, DrillPlan plan, TimeProvider time)
{
    private const int MostWarmed = 3;

    /// <summary>Runs it.</summary>
    /// <param name="file">File of the configuration.</param>
    /// <param name="models">Folder of pulled models; null = none.</param>
    /// <param name="errors">Where the live view goes.</param>
    /// <param name="cancellation">Ends it; the report is of what was seen until then.</param>
    /// <exception cref="DrillRefusedException">It cannot begin.</exception>
    public async Task<DrillReport> RunAsync(string file, string? models, TextWriter errors, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("changeover-drill-").FullName;
        try
        {
            await using var twins = await Twins.StartAsync(config, plan, folder, cancellation);
            var data = Path.Combine(folder, "data");
            var rule = DatedRule.Of(plan, time.GetUtcNow());
            var environment = twins.Environment.Concat(rule?.Environment(config, plan) ?? []).ToDictionary(StringComparer.Ordinal);
            var (gateway, address) = await GatewayChild.StartAsync(file, data, models, environment, cancellation);
            await using var ends = gateway;
            return await DriveAsync(twins, rule, gateway, address, data, errors, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<DrillReport> DriveAsync(Twins twins, DatedRule? rule, ChildProcess gateway, Uri address, string data, TextWriter errors, CancellationToken cancellation)
    {
        var readings = new ConcurrentQueue<Reading>();
        using var traffic = new Traffic(address, plan, time);
        if (!plan.Live)
        {
            foreach (var route in config.Routes.Keys.Take(MostWarmed))
            {
                await traffic.WarmUpAsync(route, cancellation);
            }
        }

        var earlier = await twins.AccountsAsync(cancellation);
        await (rule?.WaitAsync(time, cancellation) ?? Task.CompletedTask);
        var (startedAt, begun) = (time.GetUtcNow(), time.GetTimestamp());
        var work = Task.WhenAll(traffic.RunAsync([.. config.Routes.Keys], begun, readings.Enqueue, cancellation), CutAsync(twins, cancellation));
        await new LiveView(plan, errors, time).ShowAsync(work, () => [.. readings], begun);

        var accounts = (await twins.AccountsAsync(CancellationToken.None)).ToDictionary(pair => pair.Key, pair => pair.Value.Since(earlier[pair.Key]), StringComparer.Ordinal);
        await gateway.DisposeAsync();
        var records = new RecordReader(await Database.OpenExistingAsync(data, CancellationToken.None)).All(new RecordFilter { Since = startedAt }).ToList();
        return Judge.Report(config, plan, startedAt, [.. readings], records, accounts, cancellation.IsCancellationRequested);
    }

    private async Task CutAsync(Twins twins, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(plan.At, time, cancellation);
            await twins.CutAsync(plan, cancellation);
            await Task.Delay(plan.For, time, cancellation);
            await twins.RestoreAsync(plan, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The drill ends with what it has.
        }
    }
}
