using System.CommandLine;
using Changeover.Commands;

namespace Changeover.Gateway.Snapshot;

/// <summary><c>changeover config</c>: check, show, schema, init, push, pull, history. Exit codes: 0 = fine, 1 = faults, or nothing written.</summary>
public static class ConfigCommand
{
    private static readonly Option<string?> File = CommonOptions.Config();
    private static readonly Option<bool> Json = CommonOptions.Json();

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => Create(ConfigLoader.ForProcess());

    /// <summary>The command with its subcommands.</summary>
    /// <param name="loader">Loads what the commands look at.</param>
    internal static Command Create(ConfigLoader loader) => new("config", "Check, show, start or share a configuration.")
    {
        Check(loader), Show(loader), Schema(), Init(loader),
        Published.PublishCommands.Push(loader, TimeProvider.System), Published.PublishCommands.Pull(loader), Published.PublishCommands.History(loader),
    };

    private static Command Check(ConfigLoader loader)
    {
        var command = new Command("check", "List everything wrong with the configuration, with line and remedy. Exit code 1 when it could not run.") { File, Json };
        command.SetAction(parsed =>
        {
            var result = loader.Load(parsed.GetValue(File));
            var output = parsed.InvocationConfiguration.Output;
            output.Write(parsed.GetValue(Json) ? FaultReport.Json(result) : FaultReport.Of(result));
            return result.IsValid ? 0 : 1;
        });
        return command;
    }

    private static Command Show(ConfigLoader loader)
    {
        var command = new Command("show", "Write every option's value and where it comes from; credentials only as references.") { File, Json };
        command.SetAction(parsed =>
        {
            var result = loader.Load(parsed.GetValue(File));
            if (!result.IsValid)
            {
                parsed.InvocationConfiguration.Error.Write(FaultReport.Of(result));
                return 1;
            }

            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(Json) ? ConfigListing.Json(result) : ConfigListing.Text(result));
            return 0;
        });
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Write the JSON Schema of changeover.yaml, for editors.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(Options.OptionsSchema.Write()));
        return command;
    }

    private static Command Init(ConfigLoader loader)
    {
        var command = new Command("init", "Write a commented starter file. An existing file is never overwritten.") { File };
        command.SetAction(parsed =>
        {
            var file = loader.Place(parsed.GetValue(File));
            try
            {
                using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
                stream.Write(StarterConfig.Utf8);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                parsed.InvocationConfiguration.Error.WriteLine(System.IO.File.Exists(file) ? $"{file} exists already and was left as it is." : $"{file} cannot be written: {fault.Message}");
                return 1;
            }

            parsed.InvocationConfiguration.Output.WriteLine($"{file} written. Check it with `changeover config check`.");
            return 0;
        });
        return command;
    }
}
