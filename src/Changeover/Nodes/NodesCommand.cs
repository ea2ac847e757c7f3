using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Nodes;

/// <summary><c>changeover nodes</c>: who shares the database, and what each runs. Exit codes: 0 = done, 1 = no database.</summary>
internal static class NodesCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => Create(TimeProvider.System, ConfigLoader.StorageOf);

    /// <summary>The command.</summary>
    /// <param name="clock">Tells who is alive.</param>
    /// <param name="configured">Where the configuration that <c>--config</c> names puts the database.</param>
    internal static Command Create(TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var json = CommonOptions.Json("Write a JSON array.");
        var command = new DatabaseCommand("nodes", "List the gateways that share a PostgreSQL database, and the configuration that each runs.", configured) { json };
        command.Runs((database, parsed) =>
        {
            var now = clock.GetUtcNow();
            var nodes = new NodeStore(database).List();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize([.. nodes.Select(node => new NodeListing(node, node.IsAlive(now)))], NodeJson.Default.IReadOnlyListNodeListing));
            else if (nodes.Count == 0)
                parsed.InvocationConfiguration.Error.WriteLine("No node shares this database. Gateways on one PostgreSQL database are nodes: see storage.database.");
            else
                Table(nodes, now).Write(output);
            return ExitCode.Done;
        });
        return command;
    }

    private static TextTable Table(IReadOnlyList<Node> nodes, DateTimeOffset now)
    {
        var table = new TextTable("ID", "HOST", "URLS", "STATUS", "CONFIGURATION", "VERSION", "STARTED (UTC)", "SEEN (UTC)");
        foreach (var node in nodes)
            table.Add(node.Id, node.Host, node.Urls, node.IsAlive(now) ? "alive" : "gone", node.ReloadFailed ? $"{node.ConfigHash}, the last one failed" : node.ConfigHash, node.Version, Time(node.StartedAt), Time(node.SeenAt));
        return table;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
