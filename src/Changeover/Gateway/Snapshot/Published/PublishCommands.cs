using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Changeover.Commands;
using Changeover.Storage;

namespace Changeover.Gateway.Snapshot.Published;

/// <summary><c>changeover config push</c>, <c>pull</c> and <c>history</c>: one configuration for all nodes, kept in their database. Exit codes: 0 = done, 1 = faults, no database, or none such.</summary>
internal static class PublishCommands
{
    /// <summary><c>push</c>: a configuration with faults is refused whole.</summary>
    public static Command Push(ConfigLoader loader, TimeProvider clock)
    {
        var file = new Argument<string>("file") { Description = "The configuration. It must be without faults." };
        var note = new Option<string?>("--note") { Description = "Why, for the history.", HelpName = "text" };
        var elsewhere = new Option<bool>("--credentials-elsewhere") { Description = "Do not look for the variables and files of credentials here: the nodes have them." };
        var command = new DatabaseCommand("push", "Put a configuration in force on every node that runs the pushed one, within two seconds.", asked => loader.Load(asked).Storage)
        {
            MakesDatabase = true,
            ConfigOf = parsed => parsed.GetRequiredValue(file),
        };
        command.Add(file);
        command.Add(note);
        command.Add(elsewhere);
        command.Runs((database, parsed) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var found = loader.Load(parsed.GetRequiredValue(file));
            var result = found.Text.Length > 0 ? loader.Read(found.File, found.Text, parsed.GetValue(elsewhere)) : found;
            if (!result.IsValid)
            {
                error.Write(FaultReport.Of(result));
                return ExitCode.Failed;
            }

            var hash = SnapshotCompiler.HashOf(result.Config);
            output.WriteLine(new ConfigStore(database, clock).Push(result.Text, hash, parsed.GetValue(note)) is { } version
                ? $"Version {version} ({hash}) is pushed. `changeover nodes` shows who runs it."
                : $"{hash} is what was pushed last; nothing is changed.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary><c>pull</c>: to standard output, byte for byte.</summary>
    public static Command Pull(ConfigLoader loader)
    {
        var version = new Option<long?>("--version") { Description = "Which one. Default: the latest.", HelpName = "number" };
        var command = new DatabaseCommand("pull", "Write a configuration that was pushed to standard output.", asked => loader.Load(asked).Storage) { version };
        command.Runs((database, parsed) =>
        {
            if (new ConfigStore(database, TimeProvider.System).Find(parsed.GetValue(version)) is not var (_, text))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{database.Name} has no such configuration. `changeover config history` lists them.");
                return ExitCode.Failed;
            }

            parsed.InvocationConfiguration.Output.Write(text);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary><c>history</c>: what was pushed, the latest first.</summary>
    public static Command History(ConfigLoader loader)
    {
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 20 };
        var json = CommonOptions.Json("Write a JSON array.");
        var command = new DatabaseCommand("history", "List the configurations that were pushed, the latest first.", asked => loader.Load(asked).Storage) { limit, json };
        command.Runs((database, parsed) =>
        {
            var versions = new ConfigStore(database, TimeProvider.System).Latest(parsed.GetValue(limit));
            if (parsed.GetValue(json))
            {
                parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(versions, PublishedJson.Default.IReadOnlyListPublishedConfig));
                return ExitCode.Done;
            }

            var table = new TextTable("VERSION", "PUSHED (UTC)", "HASH", "NOTE");
            foreach (var known in versions)
                table.Add(known.Version.ToString(CultureInfo.InvariantCulture), known.PushedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), known.Hash, known.Note);
            table.Write(parsed.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
        return command;
    }
}
