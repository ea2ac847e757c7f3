using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using Changeover.Commands;

namespace Changeover.Conformance;

/// <summary><c>changeover conformance</c>: starts the conformance suite, a program of its own that may lie beside this one.</summary>
internal static class ConformanceCommand
{
    private const string Suite = "changeover-conformance.dll";

    /// <summary>The command; its options are the suite's.</summary>
    public static Command Create()
    {
        Option[] options =
        [
            Address(),
            new Option<string?>("--key") { Description = "The client's key.", HelpName = "key" },
            new Option<string>("--adapter") { Description = "How the gateway reaches the suite's two simulated providers: a JSON file.", HelpName = "file", Required = true },
            new Option<int?>("--pid") { Description = "Process of the gateway on this machine; without it memory is not measured.", HelpName = "id" },
            new Option<string?>("--only") { Description = "Only checks whose name begins so.", HelpName = "name" },
            new Option<string?>("--report") { Description = "Write a Markdown page to this file, too.", HelpName = "file" },
            CommonOptions.Json("Write JSON."),
        ];
        var command = new Command("conformance", "Ask any gateway what it owes its clients: cancellation, fallback, usage, headers, event order. Exit code 1 where a check fails.");
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(parsed, options, cancellation));
        return command;
    }

    private static Option<string> Address()
    {
        var address = new Option<string>("--base-url") { Description = "Where the gateway listens, without v1.", HelpName = "url", Required = true };
        address.Validators.Add(option =>
        {
            if (!Uri.TryCreate(option.GetValueOrDefault<string>(), UriKind.Absolute, out _))
            {
                option.AddError("--base-url is an address such as http://127.0.0.1:7090.");
            }
        });
        return address;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Option[] options, CancellationToken cancellation)
    {
        var suite = Path.Combine(AppContext.BaseDirectory, "conformance", Suite);
        if (!File.Exists(suite))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"The suite is not there: {suite}. It is built from tests/Changeover.Conformance, and lays itself beside the product.");
            return ExitCode.Failed;
        }

        var given = options.Select(parsed.GetResult).OfType<OptionResult>().Where(option => !option.Implicit)
            .SelectMany(option => option.Tokens.Select(token => token.Value).Prepend(option.Option.Name));
        using var process = Process.Start(new ProcessStartInfo(Host(), [suite, .. given]) { UseShellExecute = false })!;
        try
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>The <c>dotnet</c> that runs this program, else the one on the path.</summary>
    private static string Host() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
