using System.CommandLine;
using System.Text.Json.Nodes;
using Changeover.Access.Observations;
using Changeover.Commands;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Access;

/// <summary><c>changeover access</c>: list, show, check, observations. Exit codes: 0 = fine, 1 = a key has a route without a target, no such rule, or a failure.</summary>
public static class AccessCommand
{
    /// <summary>The command with its subcommands.</summary>
    /// <param name="holders">The keys in force at an instant.</param>
    public static Command Create(Func<Database, DateTimeOffset, IReadOnlyList<KeyHolder>> holders) => Create(ConfigLoader.ForProcess(), TimeProvider.System, holders, ConfigLoader.StorageOf);

    /// <summary>The command with its subcommands.</summary>
    internal static Command Create(ConfigLoader loader, TimeProvider clock, Func<Database, DateTimeOffset, IReadOnlyList<KeyHolder>> holders, Func<string?, ConfiguredStorage> configured) =>
        new("access", "Look at the rules of who may use which model, where, from which day on.") { List(loader, clock), Show(loader), Check(loader, clock, holders, configured), Seen(loader, clock, configured) };

    private static Command List(ConfigLoader loader, TimeProvider clock)
    {
        var file = CommonOptions.Config();
        var at = At();
        var all = new Option<bool>("--all") { Description = "Also rules that are over or have not begun." };
        var json = CommonOptions.Json("Write a JSON array.");
        var command = new Command("list", "List the rules in force, the catalogue's and your own; the first that fits is the one that is named.") { file, at, all, json };
        command.SetAction(parsed =>
        {
            if (Load(loader, parsed, parsed.GetValue(file)) is not { } config)
            {
                return ExitCode.Failed;
            }

            var now = parsed.GetValue(at) ?? clock.GetUtcNow();
            AccessRule[] rules = [.. new AccessPolicy(AccessDesk.RulesOf(config.Access), [], config.Access).Rules.Where(rule => parsed.GetValue(all) || rule.InForce(now))];
            Write(parsed, json, rules.Select(AccessListing.Json), AccessListing.Table(rules));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(ConfigLoader loader)
    {
        var file = CommonOptions.Config();
        var id = new Argument<string>("id") { Description = "Id of the rule: see `changeover access list`." };
        var json = CommonOptions.Json();
        var command = new Command("show", "Show one rule with its reason and source.") { file, id, json };
        command.SetAction(parsed =>
        {
            if (Load(loader, parsed, parsed.GetValue(file)) is not { } config)
            {
                return ExitCode.Failed;
            }

            if (AccessDesk.RulesOf(config.Access).FirstOrDefault(rule => rule.Id == parsed.GetValue(id)) is not { } rule)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"There is no rule {TextTable.Plain(parsed.GetValue(id))}. `changeover access list --all` shows them.");
                return ExitCode.Failed;
            }

            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(json) ? AccessListing.Json(rule).ToJsonString() : AccessListing.Text(rule));
            return ExitCode.Done;
        });
        return command;
    }

    private static DatabaseCommand Check(ConfigLoader loader, TimeProvider clock, Func<Database, DateTimeOffset, IReadOnlyList<KeyHolder>> holders, Func<string?, ConfiguredStorage> configured)
    {
        var at = At();
        var json = CommonOptions.Json("Write a JSON array of every key, route and target.");
        var command = new DatabaseCommand("check", "Tell which targets each key may use, and by which rule. Exit code 1 when a key has a route without any.", configured) { at, json };
        command.MakesDatabase = true;
        command.Runs((database, parsed) =>
        {
            if (Load(loader, parsed, parsed.GetValue<string?>("--config")) is not { } config)
            {
                return ExitCode.Failed;
            }

            var now = parsed.GetValue(at) ?? clock.GetUtcNow();
            var check = AccessCheck.Of(config, loader.Providers, holders(database, now), now);
            Write(parsed, json, check.Select(AccessListing.Json), AccessListing.Table(check));
            string[] stranded = [.. AccessCheck.Stranded(check)];
            foreach (var sentence in stranded)
            {
                parsed.InvocationConfiguration.Error.WriteLine(sentence);
            }

            return stranded.Length > 0 ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static DatabaseCommand Seen(ConfigLoader loader, TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var json = CommonOptions.Json("Write a JSON array.");
        var command = new DatabaseCommand("observations", "List upstreams that refused requests for their region, and what the rules say of it today.", configured) { json };
        command.Runs((database, parsed) =>
        {
            if (Load(loader, parsed, parsed.GetValue<string?>("--config")) is not { } config)
            {
                return ExitCode.Failed;
            }

            ObservedBlock[] seen = [.. ObservedBlock.Of(new ObservationStore(database).List(), config, loader.Providers, clock.GetUtcNow())];
            Write(parsed, json, seen.Select(AccessListing.Json), AccessListing.Table(seen));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<DateTimeOffset?> At() => new("--at")
    {
        Description = "The instant that counts, past or to come: a date such as 2024-07-09, or 2024-07-09T08:00:00+08:00; without a zone it is UTC. Default: now.",
        HelpName = "time",
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at))
            {
                return at;
            }

            argument.AddError($"--at does not understand \"{text}\". Write a date such as 2024-07-09 or 2024-07-09T08:00:00+08:00.");
            return null;
        },
    };

    private static void Write(ParseResult parsed, Option<bool> json, IEnumerable<JsonObject> rows, TextTable table)
    {
        if (parsed.GetValue(json))
        {
            parsed.InvocationConfiguration.Output.WriteLine(new JsonArray([.. rows]).ToJsonString());
        }
        else
        {
            table.Write(parsed.InvocationConfiguration.Output);
        }
    }

    private static ChangeoverConfig? Load(ConfigLoader loader, ParseResult parsed, string? file)
    {
        var result = loader.Load(file);
        if (result.IsValid)
        {
            return result.Config;
        }

        parsed.InvocationConfiguration.Error.Write(FaultReport.Of(result));
        return null;
    }
}
