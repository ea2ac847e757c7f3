using System.Globalization;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;
using Changeover.Gateway.Recording;

namespace Changeover.Bench.Soak;

/// <summary>Hours of trouble in half of one: three gateways, every dialect, every fault, gateways killed and started again, and then the books.</summary>
internal static class SoakCommand
{
    /// <summary>Exit codes: 0 = nothing was lost and no sum is wrong; 1 = something was; 2 = wrong arguments.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Plan(args) is not { } plan)
        {
            await Console.Error.WriteLineAsync("Usage: soak [--minutes 1..60, default 30] [--rate 1..200, default 25] [--seed N, default 1]");
            return 2;
        }

        var time = TimeProvider.System;
        using var stop = new CancellationTokenSource(plan.Duration + TimeSpan.FromMinutes(5), time);
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var report = await RunAsync(plan, time, stop.Token);
        var page = report.Page();
        Console.WriteLine(page);
        if (plan.Duration >= TimeSpan.FromMinutes(8) && Repository.IsRelease)
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, "tests", "Changeover.Bench", "results", $"{time.GetUtcNow():yyyy-MM-dd}-soak.md"), page, stop.Token);
        }

        return report.IsClean ? 0 : 1;
    }

    private static async Task<SoakReport> RunAsync(SoakPlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        var (started, load) = (time.GetUtcNow(), ProcFs.LoadAverage);
        await using var group = await SoakGroup.StartAsync(time, cancellationToken);
        var chaos = new SoakChaos(group, plan, time);
        var clients = new SoakClients(group, plan, chaos, time);
        var memory = new SoakMemory(group.Nodes[0], time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var around = Task.WhenAll(chaos.RunAsync(over.Token), memory.RunAsync(over.Token), TellAsync(clients, chaos, plan, time, over.Token));
        await clients.RunAsync(cancellationToken);
        await over.CancelAsync();
        await around;

        // What was killed has been started again and has written what it left; in order now, so that nothing is under way.
        await Task.WhenAll(group.Nodes.Select(node => node.EndAsync(cancellationToken)));
        using var database = await group.OpenRecordsAsync(cancellationToken);
        var account = SoakAccount.Of(clients.Readings, [.. new RecordReader(database).All(new RecordFilter())], group.First, group.Second);
        return new SoakReport(plan, Machine.Here, started, load, clients, chaos, memory, account);
    }

    private static async Task TellAsync(SoakClients clients, SoakChaos chaos, SoakPlan plan, TimeProvider time, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(15), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var ends = string.Join(", ", clients.Readings.CountBy(reading => reading.End).OrderBy(end => end.Key).Select(end => $"{end.Key} {end.Value}"));
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{time.GetElapsedTime(started).TotalMinutes:F1} of {plan.Duration.TotalMinutes:F0} min  {chaos.Fault ?? "well"}  kills {chaos.Kills}, ends {chaos.Ends}  {ends}"));
        }
    }

    private static SoakPlan? Plan(string[] args)
    {
        var (minutes, rate, seed) = (30.0, 25.0, 1);
        for (var place = 0; place < args.Length; place += 2)
        {
            var value = place + 1 < args.Length ? args[place + 1] : "";
            var understood = args[place] switch
            {
                "--minutes" => double.TryParse(value, CultureInfo.InvariantCulture, out minutes) && minutes is >= 1 and <= 60,
                "--rate" => double.TryParse(value, CultureInfo.InvariantCulture, out rate) && rate is >= 1 and <= 200,
                "--seed" => int.TryParse(value, CultureInfo.InvariantCulture, out seed),
                _ => false,
            };
            if (!understood)
            {
                return null;
            }
        }

        return new SoakPlan(TimeSpan.FromMinutes(minutes), rate, seed);
    }
}
