using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Prices.Importing;

/// <summary><c>changeover prices import</c> and <c>diff</c>: what the price lists of others say.</summary>
internal static class ImportCommands
{
    /// <summary><c>import</c>: rows for what has no price here. What contradicts a price is told and never taken.</summary>
    public static Command Import(ConfigLoader loader, TimeProvider clock) => Create(
        "import",
        "Write prices of another list (models.dev, genai-prices, LiteLLM, OpenRouter) for models that have none here, as lines for changeover.yaml. Conflicts of a hundredth or more are told and not taken; exit code 1 then.",
        loader,
        clock,
        static (differences, output) =>
        {
            output.WriteLine("prices:");
            output.WriteLine("  rows:");
            foreach (var entry in differences.Where(difference => difference.IsNew).Select(difference => difference.Theirs with { Confidence = null }))
            {
                output.WriteLine($"    - {JsonSerializer.Serialize(entry, PriceJson.Default.PriceEntry)}");
            }
        });

    /// <summary><c>diff</c>: conflicts, and how many are new.</summary>
    public static Command Diff(ConfigLoader loader, TimeProvider clock) => Create(
        "diff",
        "Compare the prices in force with another list (models.dev, genai-prices, LiteLLM, OpenRouter). Exit code 1 when a rate differs by a hundredth or more.",
        loader,
        clock,
        static (differences, output) => output.WriteLine($"{differences.Count(difference => !difference.IsNew)} conflicts; {differences.Count(difference => difference.IsNew)} prices of models that have none here."));

    private static Command Create(string name, string description, ConfigLoader loader, TimeProvider clock, Action<IReadOnlyList<PriceDifference>, TextWriter> write)
    {
        var list = new Argument<FileInfo>("file") { Description = "The list, as JSON." };
        var config = CommonOptions.Config();
        var provider = new Option<string?>("--provider") { Description = "Only this provider's.", HelpName = "name" };
        var json = CommonOptions.Json("Write an object with `new` and `conflicts`.");
        var command = new Command(name, description) { list, config, provider, json };
        command.SetAction(parsed =>
        {
            if (PricesCommand.Load(loader, parsed, config) is not { } loaded || Read(parsed.GetRequiredValue(list), parsed, clock) is not { } entries)
            {
                return ExitCode.Failed;
            }

            var book = PriceDesk.PricesOf(loaded.Prices);
            PriceDifference[] differences = [.. entries
                .Where(entry => parsed.GetValue(provider) is not { } only || entry.Provider == only)
                .SelectMany(entry => PriceDifference.Of(entry, book, clock.GetUtcNow()))];
            PriceDifference[] conflicts = [.. differences.Where(difference => !difference.IsNew)];
            if (parsed.GetValue(json))
            {
                parsed.InvocationConfiguration.Output.WriteLine(Json(differences, conflicts).ToJsonString());
            }
            else
            {
                Table(conflicts).Write(parsed.InvocationConfiguration.Error);
                write(differences, parsed.InvocationConfiguration.Output);
            }

            return conflicts.Length > 0 ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<PriceEntry>? Read(FileInfo file, ParseResult parsed, TimeProvider clock)
    {
        try
        {
            using var stream = file.OpenRead();
            using var document = JsonDocument.Parse(stream);
            return PriceFormat.ReadAny(document.RootElement, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{file} cannot be read: {fault.Message}");
            return null;
        }
    }

    private static TextTable Table(IEnumerable<PriceDifference> conflicts)
    {
        var table = new TextTable("CONFLICT", "RATE", "HERE", "THERE", "OFF", "ROW HERE");
        foreach (var conflict in conflicts)
        {
            table.Add(
                $"{conflict.Theirs.Provider}/{conflict.Theirs.Model}",
                conflict.Rate ?? "currency",
                conflict.OurRate?.ToString(CultureInfo.InvariantCulture) ?? conflict.Ours!.Currency,
                conflict.TheirRate?.ToString(CultureInfo.InvariantCulture) ?? conflict.Theirs.Currency,
                conflict.Off is { } off ? string.Create(CultureInfo.InvariantCulture, $"{off:+0.0 %;-0.0 %}") : null,
                conflict.Ours!.Id);
        }

        return table;
    }

    private static JsonObject Json(IEnumerable<PriceDifference> all, IEnumerable<PriceDifference> conflicts) => new()
    {
        ["new"] = new JsonArray([.. all.Where(difference => difference.IsNew).Select(difference => JsonSerializer.SerializeToNode(difference.Theirs, PriceJson.Default.PriceEntry))]),
        ["conflicts"] = new JsonArray([.. conflicts.Select(conflict => (JsonNode)new JsonObject
        {
            ["provider"] = conflict.Theirs.Provider,
            ["model"] = conflict.Theirs.Model,
            ["rate"] = conflict.Rate ?? "currency",
            ["here"] = conflict.OurRate,
            ["there"] = conflict.TheirRate,
            ["currency_here"] = conflict.Ours!.Currency,
            ["currency_there"] = conflict.Theirs.Currency,
            ["row"] = conflict.Ours.Id,
        })]),
    };
}
