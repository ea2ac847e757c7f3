using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Commands;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Recording.Correcting;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Prices.Reconciling;

/// <summary><c>changeover reconcile</c>: our records against a provider's bill. Exit codes: 0 = the same within the tolerance, 1 = not, or nothing could be compared.</summary>
public static class ReconcileCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => Create(TimeProvider.System, ConfigLoader.StorageOf, ConfigLoader.ForProcess());

    /// <summary>The command.</summary>
    /// <param name="clock">For spans such as <c>--since 7d</c>.</param>
    /// <param name="configured">The data of the configuration that <c>--config</c> names.</param>
    /// <param name="loader">Loads the operator's own prices.</param>
    internal static Command Create(TimeProvider clock, Func<string?, ConfiguredStorage> configured, ConfigLoader loader)
    {
        var file = new Argument<FileInfo>("file") { Description = "OpenAI's usage or costs page, Anthropic's usage or cost report, the sandbox's bill, or a table (CSV) with headings." };
        var provider = new Option<string?>("--provider") { Description = "Only attempts at this provider.", HelpName = "name" };
        var upstream = new Option<string?>("--upstream") { Description = "Only attempts at this upstream.", HelpName = "name" };
        var since = Moment.Past("--since", "Only requests that arrived then or later.", clock);
        var until = Moment.Past("--until", "Only requests that arrived before.", clock);
        var tolerance = new Option<decimal>("--tolerance") { Description = "Part of the bill by which the two may differ.", DefaultValueFactory = _ => 0.005m };
        var apply = new Option<bool>("--apply") { Description = "Write what the bill corrects: estimates become what was billed, in records, ledger and budgets. Without it the plan is only shown." };
        var complete = new Option<bool>("--complete") { Description = "The bill names every request of the span: an estimate that is not on it becomes zero." };
        var json = CommonOptions.Json();
        var command = new DatabaseCommand("reconcile", "Compare the records with a provider's usage export or invoice, and explain each difference. Exit code 1 when they differ by more than the tolerance.", configured)
        {
            file, provider, upstream, since, until, tolerance, apply, complete, json,
        };
        command.Runs((database, parsed) =>
        {
            IReadOnlyList<BillLine> bill;
            try
            {
                bill = BillReader.Read(File.ReadAllText(parsed.GetRequiredValue(file).FullName));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException or JsonException or OverflowException)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{parsed.GetRequiredValue(file)} cannot be read: {fault.Message}");
                return ExitCode.Failed;
            }

            var records = new RecordReader(database).All(new RecordFilter { Since = parsed.GetValue(since), Until = parsed.GetValue(until) });
            OwnLine[] own = [.. OwnLines.Of(records, bill, attempt =>
                (parsed.GetValue(provider) is not { } name || attempt.Provider == name) && (parsed.GetValue(upstream) is not { } at || attempt.Upstream == at))];
            var result = Reconciliation.Of(own.Select(line => line.Line), bill);
            if (PricesCommand.Load(loader, parsed, ((DatabaseCommand)parsed.CommandResult.Command).Config) is not { } config)
            {
                return ExitCode.Failed;
            }

            var plan = CorrectionPlan.Of(own, bill, PriceDesk.PricesOf(config.Prices), parsed.GetValue(complete), parsed.GetRequiredValue(file).Name, clock.GetUtcNow());
            if (parsed.GetValue(apply))
            {
                new CorrectionStore(database).Add(plan.Corrections);
            }

            if (parsed.GetValue(json))
            {
                var written = Json(result);
                written["corrections"] = CorrectionText.Json(plan);
                written["applied"] = parsed.GetValue(apply);
                parsed.InvocationConfiguration.Output.WriteLine(written.ToJsonString());
            }
            else
            {
                Write(result, parsed.InvocationConfiguration.Output);
                CorrectionText.Write(plan, parsed.GetValue(apply), parsed.InvocationConfiguration.Output);
            }

            return result.Off > parsed.GetValue(tolerance) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static void Write(Reconciliation result, TextWriter output)
    {
        if (result.Differences.Count > 0)
        {
            var table = new TextTable("CAUSE", "REQUEST OR DAY", "MODEL", "TOKENS HERE", "TOKENS THERE", "COST HERE", "COST THERE", "DIFFERENCE");
            foreach (var difference in result.Differences)
            {
                var line = difference.There ?? difference.Here!;
                table.Add(Word(difference.Cause), line.Request ?? line.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), line.Model, Tokens(difference.Here), Tokens(difference.There), Money(difference.Here), Money(difference.There), difference.Amount?.ToString("+0.#########;-0.#########", CultureInfo.InvariantCulture));
            }

            table.Write(output);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Lines} lines compared, {result.Differences.Count} differ, by {result.Off:0.###%} of the bill{(result.Differences.Count == 0 ? "." : $": {Counts(result)}.")}"));
    }

    private static string Counts(Reconciliation result) => string.Join(", ", result.Differences.CountBy(difference => difference.Cause).Select(cause => $"{cause.Value} {Word(cause.Key).Replace('_', ' ')}"));

    private static JsonObject Json(Reconciliation result) => new()
    {
        ["lines"] = result.Lines,
        ["off"] = result.Off,
        ["differences"] = new JsonArray([.. result.Differences.Select(difference => (JsonNode)new JsonObject
        {
            ["cause"] = Word(difference.Cause),
            ["here"] = Json(difference.Here),
            ["there"] = Json(difference.There),
            ["difference"] = difference.Amount,
        })]),
    };

    private static JsonObject? Json(BillLine? line) => line is null ? null : new()
    {
        ["request"] = line.Request,
        ["day"] = line.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["model"] = line.Model,
        ["requests"] = line.Requests,
        ["input_tokens"] = line.Input,
        ["cached_input_tokens"] = line.CachedInput,
        ["output_tokens"] = line.Output,
        ["amount"] = line.Amount,
        ["currency"] = line.Currency,
        ["estimated"] = line.Estimated,
        ["unpriced"] = line.Unpriced,
    };

    private static string Word(Cause cause) => JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString());

    private static string? Tokens(BillLine? line) => line?.Input is null && line?.Output is null ? null : $"{line.Input ?? 0} in, {line.Output ?? 0} out";

    private static string? Money(BillLine? line) => line?.Amount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.#########} {line.Currency}") : line?.Unpriced == true ? "unpriced" : null;
}
