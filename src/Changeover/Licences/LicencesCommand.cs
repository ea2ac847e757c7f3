using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Licences;

/// <summary><c>changeover licences</c>: import, list, show, check. Exit codes: 0 = done, 1 = a list with faults, no such number, or a failure.</summary>
internal static class LicencesCommand
{
    private const string Seed = "Rows of the seed are gathered from vendors' notices: a seed, not the register.";

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => Create(TimeProvider.System, ConfigLoader.StorageOf);

    /// <summary>The command with its subcommands.</summary>
    /// <param name="clock">For the day of an import.</param>
    /// <param name="configured">Where the configuration that <c>--config</c> names puts the database.</param>
    internal static Command Create(TimeProvider clock, Func<string?, ConfiguredStorage> configured) => new("licences", "Filings and registrations of generative models in China: a seed, and what you import.")
    {
        Import(clock, configured), List(configured), Show(configured), Check(configured),
    };

    private static DatabaseCommand Import(TimeProvider clock, Func<string?, ConfiguredStorage> configured)
    {
        var file = new Argument<FileInfo>("file") { Description = "A list of an authority, xlsx or csv." };
        var source = new Option<string?>("--source") { Description = "Where the list is from. Default: the file's name.", HelpName = "url" };
        var verified = new Option<bool>("--verified") { Description = "You got it from the authority itself." };
        var command = new DatabaseCommand("import", "Take the rows of a list in: all of them, or none where one has a fault.", configured) { file, source, verified };
        command.MakesDatabase = true;
        command.Runs((database, parsed) =>
        {
            var list = parsed.GetRequiredValue(file);
            var faults = new List<string>();
            List<Licence> licences = [];
            try
            {
                using var stream = list.OpenRead();
                licences = LicenceList.Read(stream, list.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase), parsed.GetValue(source) ?? list.Name, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), parsed.GetValue(verified), faults);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or ExcelDataReader.Exceptions.ExcelReaderException)
            {
                faults.Add($"{list} cannot be read: {fault.Message} Save it as xlsx or csv.");
            }

            if (faults.Count > 0)
            {
                foreach (var fault in faults)
                    parsed.InvocationConfiguration.Error.WriteLine(TextTable.Plain(fault));
                parsed.InvocationConfiguration.Error.WriteLine("Nothing was imported.");
                return ExitCode.Failed;
            }

            new LicenceStore(database).Save(licences);
            parsed.InvocationConfiguration.Output.WriteLine($"{licences.Count} imported.");
            return ExitCode.Done;
        });
        return command;
    }

    private static DatabaseCommand List(Func<string?, ConfiguredStorage> configured)
    {
        var json = CommonOptions.Json("Write a JSON array.");
        var command = new DatabaseCommand("list", "List what is known: the imported, and the seed.", configured) { json };
        command.MakesDatabase = true;
        command.Runs((database, parsed) =>
        {
            var licences = new LicenceStore(database).Known();
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(licences, LicenceJson.Default.IReadOnlyListLicence));
            else
            {
                Table(licences).Write(parsed.InvocationConfiguration.Output);
                var newest = LicenceCatalogue.Shipped.Counts[^1];
                parsed.InvocationConfiguration.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Seed} By {newest.AsOf:yyyy-MM-dd} there were {newest.Filed} filings and {newest.Registered} registrations ({newest.Source})."));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static DatabaseCommand Show(Func<string?, ConfiguredStorage> configured)
    {
        var number = new Argument<string>("number") { Description = "As the authority writes it." };
        var json = CommonOptions.Json();
        var command = new DatabaseCommand("show", "Show what is known of a number.", configured) { number, json };
        command.MakesDatabase = true;
        command.Runs((database, parsed) =>
        {
            var asked = parsed.GetRequiredValue(number);
            if (new LicenceStore(database).Known().FirstOrDefault(each => each.Number.Equals(asked, StringComparison.OrdinalIgnoreCase)) is not { } licence)
            {
                parsed.InvocationConfiguration.Error.WriteLine(LicenceNumber.Parse(asked) is null
                    ? $"\"{TextTable.Plain(asked)}\" is no number. {LicenceNumber.Form}"
                    : $"{asked} has the right form and is not known here. {Seed} Import a list that holds it.");
                return ExitCode.Failed;
            }

            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteLine(Json(licence));
            else
                Write(licence, parsed.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
        return command;
    }

    private static DatabaseCommand Check(Func<string?, ConfiguredStorage> configured)
    {
        var numbers = new Argument<string[]>("number") { Description = "Numbers to look up, such as those that a supplier names.", Arity = ArgumentArity.OneOrMore };
        var command = new DatabaseCommand("check", "Look numbers up: form, kind, and whether they are known. Exit code 1 when one is not a known licence of a service.", configured) { numbers };
        command.MakesDatabase = true;
        command.Runs((database, parsed) =>
        {
            var known = new LicenceStore(database).Known().ToDictionary(each => each.Number, StringComparer.OrdinalIgnoreCase);
            var sound = true;
            foreach (var number in parsed.GetRequiredValue(numbers))
            {
                var form = LicenceNumber.Parse(number);
                var licence = known.GetValueOrDefault(number);
                sound &= licence is not null && form is { Kind: not LicenceKind.Algorithm };
                parsed.InvocationConfiguration.Output.WriteLine($"{TextTable.Plain(number)}: {(form is null ? $"no number. {LicenceNumber.Form}" : $"{Word(form.Kind)}, {(licence is null ? "not known here" : Standing(licence))}")}");
            }

            return sound ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static TextTable Table(IEnumerable<Licence> licences)
    {
        var table = new TextTable("NUMBER", "KIND", "NAME", "OPERATOR", "DATE", "KNOWN");
        foreach (var licence in licences)
            table.Add(licence.Number, Word(LicenceNumber.Parse(licence.Number)!.Kind), licence.Name, licence.Operator, Day(licence.Date), Standing(licence));
        return table;
    }

    private static void Write(Licence licence, TextWriter output)
    {
        var table = new TextTable("NUMBER", licence.Number);
        table.Add("kind", Word(LicenceNumber.Parse(licence.Number)!.Kind));
        table.Add("name", licence.Name);
        table.Add("operator", licence.Operator);
        table.Add("province", licence.Province);
        table.Add("base model", licence.BaseModel);
        table.Add("date", Day(licence.Date));
        table.Add("known", Standing(licence));
        table.Add("source", $"{licence.Source}, seen {Day(licence.SeenOn)}");
        foreach (var cover in CoversOf(licence))
        {
            table.Add("may cover", $"{cover.Provider}/{cover.Model} ({cover.Source})");
        }

        table.Write(output);
    }

    private static string Json(Licence licence)
    {
        var json = JsonSerializer.SerializeToNode(licence, LicenceJson.Default.Licence)!;
        json["may_cover"] = new JsonArray([.. CoversOf(licence).Select(cover => JsonSerializer.SerializeToNode(cover, LicenceJson.Default.LicenceCover))]);
        return json.ToJsonString();
    }

    private static IEnumerable<LicenceCover> CoversOf(Licence licence) => LicenceCatalogue.Shipped.Covers.Where(cover => cover.Number == licence.Number);

    private static string Standing(Licence licence) => $"{(licence.Imported ? "imported" : "seed")}, {(licence.Verified ? "verified" : "not verified")}";

    private static string Word(LicenceKind kind) => kind.ToString().ToLowerInvariant();

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
