using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;
using Quantity = Changeover.Gateway.Snapshot.Options.Quantity;

namespace Changeover.Drill;

/// <summary><c>changeover drill</c>.</summary>
internal static class DrillCommand
{
    private static readonly Option<string?> Config = CommonOptions.Config();
    private static readonly Option<string?> Data = CommonOptions.Data();
    private static readonly Option<string?> Cut = new("--cut") { Description = "Upstream that goes. Default: the first target's of the first route.", HelpName = "upstream" };
    private static readonly Option<string> Kind = new("--kind") { Description = "How it goes: region-block, dated-rule (a rule of access forbids it), connection-refused, unavailable, rate-limited, stall-before-content, cut-mid-frame … An unknown one lists all.", HelpName = "fault", DefaultValueFactory = _ => "region-block" };
    private static readonly Option<TimeSpan?> At = Duration("--at", "From the first request to the cut. Default: 30s; 4s without a configuration.");
    private static readonly Option<TimeSpan?> For = Duration("--for", "How long it is gone. Default: 60s; 8s without a configuration.");
    private static readonly Option<TimeSpan?> After = Duration("--after", "From the end of the cut to the last request. Default: 10s; 4s without a configuration.");
    private static readonly Option<double?> Rate = new("--rate") { Description = "Requests a second, up to 200. Default: 20; 5 without a configuration.", HelpName = "number" };
    private static readonly Option<TimeSpan?> Patience = Duration("--patience", "Longest time that a client waits for its answer. Default: 30s.");
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the traffic: the same one sends the same requests.", HelpName = "number", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Live = new("--live") { Description = "Send to the real upstreams that remain: it costs money. The one that is cut stays simulated." };
    private static readonly Option<bool> Json = CommonOptions.Json("Write the report as JSON.");
    private static readonly Option<string?> Html = new("--html") { Description = "Write the report as a page to this file, too.", HelpName = "file" };

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("drill", "Cut a provider off and see what happens to this configuration: simulated providers, own process, own folder. Exit code 1 where people would notice.")
        {
            Config, Data, Cut, Kind, At, For, After, Rate, Patience, Seed, Live, Json, Html,
        };
        Rate.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<double?>() is <= 0 or > 200)
            {
                option.AddError("--rate is more than 0 and at most 200.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "duration",
        CustomParser = option =>
        {
            if (Quantity.ParseDuration(option.Tokens[0].Value) is { } duration && duration <= Longest)
            {
                return duration;
            }

            option.AddError($"{name} is a duration of an hour at most. {Quantity.DurationForm}");
            return null;
        },
    };

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var loader = ConfigLoader.ForProcess();
        var written = loader.Locate(parsed.GetValue(Config));
        var builtIn = written is null ? Path.GetTempFileName() : null;
        try
        {
            if (builtIn is not null)
            {
                await File.WriteAllTextAsync(builtIn, BuiltInScenario.Text, cancellation);
            }

            var loaded = loader.Load(written ?? builtIn);
            // A twin needs no credential: a drill runs where the keys are not.
            var faults = loaded.Faults.Where(fault => parsed.GetValue(Live) || !fault.Path.EndsWith(".credential", StringComparison.Ordinal)).ToList();
            if (faults.Count > 0)
            {
                await errors.WriteAsync(FaultReport.Of(loaded with { Faults = faults }));
                return ExitCode.Failed;
            }

            var plan = Plan(parsed, loaded.Config, isBuiltIn: builtIn is not null);
            var models = DataFolder.Find(parsed.GetValue(Data), () => loaded.DataFolder) is { } folder ? DataFolder.OfModels(folder) : null;
            var report = await new DrillRun(loaded.Config, plan, TimeProvider.System).RunAsync(written ?? builtIn!, models, errors, cancellation);
            await WriteAsync(parsed, report, output);
            return report.Holds ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception refused) when (refused is DrillRefusedException or StorageException or IOException)
        {
            await errors.WriteLineAsync(refused.Message);
            return ExitCode.Failed;
        }
        finally
        {
            if (builtIn is not null)
            {
                File.Delete(builtIn);
            }
        }
    }

    private static DrillPlan Plan(ParseResult parsed, ChangeoverConfig config, bool isBuiltIn) => new()
    {
        Cut = parsed.GetValue(Cut) ?? config.Routes.Values.First().Targets[0].Upstream,
        Kind = parsed.GetRequiredValue(Kind).Replace('-', '_'),
        At = parsed.GetValue(At) ?? TimeSpan.FromSeconds(isBuiltIn ? 4 : 30),
        For = parsed.GetValue(For) ?? TimeSpan.FromSeconds(isBuiltIn ? 8 : 60),
        After = parsed.GetValue(After) ?? TimeSpan.FromSeconds(isBuiltIn ? 4 : 10),
        Rate = parsed.GetValue(Rate) ?? (isBuiltIn ? 5 : 20),
        Patience = parsed.GetValue(Patience) ?? TimeSpan.FromSeconds(30),
        Seed = parsed.GetValue(Seed),
        Live = parsed.GetValue(Live),
    };

    private static async Task WriteAsync(ParseResult parsed, DrillReport report, TextWriter output)
    {
        if (parsed.GetValue(Json))
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(report, DrillJson.Default.DrillReport));
        }
        else
        {
            TerminalReport.Write(report, output);
        }

        if (parsed.GetValue(Html) is { } file)
        {
            await File.WriteAllTextAsync(file, HtmlReport.Write(report), CancellationToken.None);
        }
    }
}
