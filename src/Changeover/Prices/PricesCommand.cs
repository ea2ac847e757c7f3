using System.CommandLine;
using System.Text.Json.Nodes;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;
using Changeover.Prices.Importing;
using Changeover.Storage;

namespace Changeover.Prices;

/// <summary><c>changeover prices</c>: list, show, import, diff, check. Exit codes: 0 = fine, 1 = faults, conflicts, or nothing found.</summary>
public static class PricesCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => Create(ConfigLoader.ForProcess(), TimeProvider.System);

    /// <summary>The command with its subcommands.</summary>
    /// <param name="loader">Loads the configuration with the operator's own prices.</param>
    /// <param name="clock">What is in force now.</param>
    internal static Command Create(ConfigLoader loader, TimeProvider clock) => new("prices", "Look at prices, and compare them with those of others.")
    {
        List(loader, clock), Show(loader, clock), ImportCommands.Import(loader, clock), ImportCommands.Diff(loader, clock), Check(loader, clock),
    };

    /// <summary>The configuration, or null after its faults are told.</summary>
    internal static ChangeoverConfig? Load(ConfigLoader loader, ParseResult parsed, Option<string?> file)
    {
        var result = loader.Load(parsed.GetValue(file));
        if (result.IsValid)
        {
            return result.Config;
        }

        parsed.InvocationConfiguration.Error.Write(FaultReport.Of(result));
        return null;
    }

    private static Command List(ConfigLoader loader, TimeProvider clock)
    {
        var file = CommonOptions.Config();
        var provider = new Option<string?>("--provider") { Description = "Only this provider's.", HelpName = "name" };
        var all = new Option<bool>("--all") { Description = "Also prices that are over or have not begun." };
        var json = CommonOptions.Json("Write a JSON array.");
        var command = new Command("list", "List the prices in force, your own first.") { file, provider, all, json };
        command.SetAction(parsed =>
        {
            if (Load(loader, parsed, file) is not { } config)
            {
                return ExitCode.Failed;
            }

            var now = clock.GetUtcNow();
            PriceRow[] rows = [.. PriceDesk.PricesOf(config.Prices).Rows
                .Where(row => (parsed.GetValue(provider) is not { } only || row.Provider == only) && (parsed.GetValue(all) || row.InForce(now)))
                .OrderByDescending(row => row.Confidence == PriceConfidence.Own)];
            if (parsed.GetValue(json))
            {
                parsed.InvocationConfiguration.Output.WriteLine(new JsonArray([.. rows.Select(row => (JsonNode)PriceListing.Json(row))]).ToJsonString());
            }
            else
            {
                PriceListing.Table(rows).Write(parsed.InvocationConfiguration.Output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(ConfigLoader loader, TimeProvider clock)
    {
        var file = CommonOptions.Config();
        var target = new Argument<string>("target") { Description = "Provider and model: deepseek/deepseek-v4-pro." };
        var at = Moment.Past("--at", "The instant that counts. Default: now.", clock);
        var json = CommonOptions.Json();
        var command = new Command("show", "Show what a model costs, the row that holds first.") { file, target, at, json };
        command.SetAction(parsed =>
        {
            if (Load(loader, parsed, file) is not { } config)
            {
                return ExitCode.Failed;
            }

            var asked = parsed.GetRequiredValue(target);
            var slash = asked.IndexOf('/', StringComparison.Ordinal);
            var prices = slash < 0 ? ModelPrices.None : PriceDesk.PricesOf(config.Prices).For(PriceDesk.Biller(asked[..slash]), asked[(slash + 1)..]);
            var query = new PriceQuery(parsed.GetValue(at) ?? clock.GetUtcNow());
            var holds = prices.RowFor(query);
            PriceRow[] rows = [.. prices.Rows.Where(row => row.InForce(query.At)).OrderByDescending(row => row == holds)];
            if (rows.Length == 0)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{TextTable.Plain(asked)} has no price then: its calls are unpriced. Write one under prices.rows.");
                return ExitCode.Failed;
            }

            if (parsed.GetValue(json))
            {
                parsed.InvocationConfiguration.Output.WriteLine(new JsonObject { ["row"] = holds?.Id, ["rows"] = new JsonArray([.. rows.Select(row => (JsonNode)PriceListing.Json(row))]) }.ToJsonString());
                return ExitCode.Done;
            }

            foreach (var row in rows)
            {
                PriceListing.Write(row, parsed.InvocationConfiguration.Output);
                parsed.InvocationConfiguration.Output.WriteLine();
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Check(ConfigLoader loader, TimeProvider clock)
    {
        var file = CommonOptions.Config();
        var json = CommonOptions.Json();
        var command = new Command("check", "Tell which targets have no price, or one that is not verified or old. Exit code 1 when a target has none.") { file, json };
        command.SetAction(parsed =>
        {
            if (Load(loader, parsed, file) is not { } config)
            {
                return ExitCode.Failed;
            }

            IReadOnlyList<PriceFinding> findings = PriceFinding.Of(config, clock.GetUtcNow());
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(new JsonArray([.. findings.Select(finding => (JsonNode)new JsonObject { ["severe"] = finding.Severe, ["what"] = finding.What, ["message"] = finding.Message })]).ToJsonString());
            }
            else
            {
                foreach (var finding in findings)
                {
                    output.WriteLine($"{finding.What}: {finding.Message}");
                }

                output.WriteLine(findings.Any(finding => finding.Severe) ? "Some calls will be unpriced." : "Every target has a price.");
            }

            return findings.Any(finding => finding.Severe) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }
}
