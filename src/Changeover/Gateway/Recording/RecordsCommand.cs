using System.CommandLine;
using System.Text.Json;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary><c>changeover records</c>: list, show, tail, export. Exit codes: 0 = done, 1 = no database, no such record, or a failure.</summary>
public static class RecordsCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => Create(TimeProvider.System, ConfigLoader.StorageOf);

    /// <summary>The command with its subcommands.</summary>
    /// <param name="clock">For spans such as <c>--since 1h</c>, and for following.</param>
    /// <param name="configured">Where the configuration that <c>--config</c> names puts the database.</param>
    internal static Command Create(TimeProvider clock, Func<string?, ConfiguredStorage> configured) => new("records", "Look at the records of finished requests.")
    {
        List(clock, configured), Show(configured), Tail(clock, configured), RecordsExport.Create(clock, configured),
    };

    private static DatabaseCommand List(TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var filter = new RecordFilterOptions();
        var since = Moment.Past("--since", "Only requests that arrived then or later, such as 1h or 2026-11-24.", clock);
        var limit = new Option<int>("--limit") { Description = "How many at most, the latest first.", DefaultValueFactory = _ => 50 };
        var json = CommonOptions.Json("Write a JSON array.");
        var command = new DatabaseCommand("list", "List the latest records.", configured) { since, limit, json };
        filter.AddTo(command);
        command.Runs((database, parsed) =>
        {
            var records = new RecordReader(database).Latest(filter.Read(parsed) with { Since = parsed.GetValue(since) }, parsed.GetValue(limit));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(records, RecordJson.Default.IReadOnlyListRequestRecord));
            else if (records.Count == 0)
                parsed.InvocationConfiguration.Error.WriteLine("No record matches.");
            else
                RecordText.Table(records).Write(output);
            return 0;
        });
        return command;
    }

    private static DatabaseCommand Show(Func<string?, ConfiguredStorage> configured)
    {
        var id = new Argument<string>("id") { Description = "Id of the request: the answer's x-request-id." };
        var json = CommonOptions.Json();
        var command = new DatabaseCommand("show", "Show one request with all its attempts.", configured) { id, json };
        command.Runs((database, parsed) =>
        {
            var asked = parsed.GetRequiredValue(id);
            if (new RecordReader(database).Find(asked) is not { } record)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"There is no record {TextTable.Plain(asked)} in {database.Name}. It may have been deleted by age or size: see records.keep_for and records.keep_bytes.");
                return 1;
            }

            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(record, RecordJson.Default.RequestRecord));
            else
                RecordText.WriteTimeline(record, parsed.InvocationConfiguration.Output);
            return 0;
        });
        return command;
    }

    private static DatabaseCommand Tail(TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var filter = new RecordFilterOptions();
        var json = CommonOptions.Json("Write one JSON object per line.");
        var command = new DatabaseCommand("tail", "Follow new records until Ctrl+C.", configured) { json };
        filter.AddTo(command);
        command.Runs(async (database, parsed, cancellationToken) =>
        {
            var asJson = parsed.GetValue(json);
            await foreach (var record in new RecordFollower(new RecordReader(database), clock).FollowAsync(filter.Read(parsed), cancellationToken))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(asJson ? JsonSerializer.Serialize(record, RecordJson.Default.RequestRecord) : RecordText.Line(record));
            cancellationToken.ThrowIfCancellationRequested();
            return ExitCode.Done;
        });
        return command;
    }
}
