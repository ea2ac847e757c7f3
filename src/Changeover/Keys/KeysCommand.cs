using System.CommandLine;
using System.Text.Json;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Keys.Limits;
using Changeover.Storage;

namespace Changeover.Keys;

/// <summary><c>changeover keys</c>: create, list, revoke. Exit codes: 0 = done, 1 = no database, no such key, or a failure.</summary>
public static class KeysCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => Create(TimeProvider.System, ConfigLoader.StorageOf);

    /// <summary>The command with its subcommands.</summary>
    /// <param name="clock">For dates.</param>
    /// <param name="configured">Where the configuration that <c>--config</c> names puts the database.</param>
    internal static Command Create(TimeProvider clock, Func<string?, ConfiguredStorage> configured) => new("keys", "Make, list and revoke the keys that clients use. A running gateway follows within two seconds.")
    {
        Make(clock, configured), List(clock, configured), Revoke(clock, configured),
    };

    private static DatabaseCommand Make(TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var owner = new Option<string>("--owner") { Description = "Whom the key is for; every record of its requests says so.", HelpName = "name", Required = true };
        owner.Validators.Add(option =>
        {
            if (string.IsNullOrWhiteSpace(option.GetValueOrDefault<string>()))
                option.AddError("--owner is empty. Name a person, a team or an application.");
        });
        var routes = new Option<string[]>("--routes") { Description = "Routes that it may use, separated by commas. Default: every route.", HelpName = "a,b" };
        routes.Validators.Add(option =>
        {
            if (Split(option.GetValueOrDefault<string[]>()) is { Length: 0 })
                option.AddError("--routes names no route. Leave it out to allow every route.");
        });
        var limits = new Option<string[]>("--limit") { Description = "How much it may use, such as \"25 USD per month\", \"600 requests per minute\", \"2000000 tokens per day\" or \"8 streams\"; may be given several times.", HelpName = "limit" };
        limits.Validators.Add(option =>
        {
            foreach (var text in option.GetValueOrDefault<string[]>() ?? [])
            {
                if (Limit.Parse(text) is null)
                    option.AddError($"\"{text}\" is no limit. {Limit.Form}");
            }
        });
        var expires = Moment.Future("--expires", "When it ends: a span such as 30d or a date such as 2027-01-31. Default: never.", clock);
        var json = CommonOptions.Json();
        var command = new DatabaseCommand("create", "Make a key. It is written once, to standard output, and cannot be had again.", configured) { owner, routes, limits, expires, json };
        var attributes = new AttributeOptions();
        attributes.AddTo(command);
        command.MakesDatabase = true;
        command.Runs((database, parsed) =>
        {
            var (entry, key) = new KeyStore(database, clock).Create(parsed.GetRequiredValue(owner), Split(parsed.GetValue(routes)), parsed.GetValue(expires), Limits(parsed.GetValue(limits)), attributes.Read(parsed));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(KeyListing.Of(entry, clock.GetUtcNow()) with { Key = key }, KeyJson.Default.KeyListing));
                return 0;
            }

            output.WriteLine(key);
            parsed.InvocationConfiguration.Error.WriteLine($"This is the only time that key {entry.Id} is shown. Clients send it as \"Authorization: Bearer …\"; end it with `changeover keys revoke {entry.Id}`.");
            return 0;
        });
        return command;
    }

    private static DatabaseCommand List(TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var json = CommonOptions.Json();
        var command = new DatabaseCommand("list", "List all keys, also expired and revoked ones. The keys themselves are not known.", configured) { json };
        command.Runs((database, parsed) =>
        {
            IReadOnlyList<KeyListing> keys = [.. new KeyStore(database, clock).List().Select(entry => KeyListing.Of(entry, clock.GetUtcNow()))];
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(keys, KeyJson.Default.IReadOnlyListKeyListing));
            else if (keys.Count == 0)
                parsed.InvocationConfiguration.Error.WriteLine("There are no keys: on loopback everybody is let in. Make one with `changeover keys create --owner NAME`.");
            else
                Table(keys).Write(parsed.InvocationConfiguration.Output);
            return 0;
        });
        return command;
    }

    private static DatabaseCommand Revoke(TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var id = new Argument<string>("id") { Description = "Id of the key, such as k_3f9zq0w1xy: see `changeover keys list`." };
        var command = new DatabaseCommand("revoke", "End a key. It cannot be undone.", configured) { id };
        command.Runs((database, parsed) =>
        {
            if (new KeyStore(database, clock).Revoke(parsed.GetRequiredValue(id)) is { } entry)
            {
                parsed.InvocationConfiguration.Output.WriteLine($"Key {entry.Id} of {TextTable.Plain(entry.Owner)} is revoked since {Date(entry.RevokedAt)}.");
                return 0;
            }

            // What was typed is not repeated: it may be a key.
            parsed.InvocationConfiguration.Error.WriteLine("There is no key of this id. `changeover keys list` shows the ids; they begin with k_.");
            return 1;
        });
        return command;
    }

    private static TextTable Table(IReadOnlyList<KeyListing> keys)
    {
        var table = new TextTable("ID", "OWNER", "STATUS", "ROUTES", "LIMITS", "REGISTERED", "CREATED", "EXPIRES", "REVOKED");
        foreach (var key in keys)
            table.Add(key.Id, key.Owner, key.Status, key.Routes is null ? "every" : string.Join(", ", key.Routes), key.Limits is null ? "none" : string.Join(", ", key.Limits), key.Attributes?.ToText(), Date(key.CreatedAt), Date(key.ExpiresAt) ?? "never", Date(key.RevokedAt));
        return table;
    }

    private static string[]? Split(string[]? routes) =>
        routes is null or [] ? null : [.. routes.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];

    private static List<Limit>? Limits(string[]? limits) => limits is null or [] ? null : [.. limits.Select(text => Limit.Parse(text)!)];

    private static string? Date(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
