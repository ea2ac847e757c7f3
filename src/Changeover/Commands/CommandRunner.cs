using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Storage;

namespace Changeover.Commands;

/// <summary>Runs a command line and keeps the promise of <see cref="ExitCode"/>.</summary>
internal static class CommandRunner
{
    /// <summary>Parses, runs, and returns the exit code.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] arguments, TextWriter output, TextWriter errors)
    {
        var parsed = root.Parse(arguments);
        // Signals are handled here: the library would give a draining gateway two seconds.
        var configuration = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (Misplaced(parsed) is { } misplaced)
        {
            await errors.WriteLineAsync(misplaced);
            return ExitCode.Misused;
        }

        if (parsed.Action is ParseErrorAction)
        {
            return await ExplainAsync(parsed, configuration);
        }

        using var signal = new EndSignal();
        try
        {
            return await parsed.InvokeAsync(configuration, signal.Token);
        }
        catch (OperationCanceledException) when (signal.Token.IsCancellationRequested)
        {
            return signal.ExitCodeOfSignal;
        }
        catch (IOException gone) when (StandardOutput.HasNoReader(gone))
        {
            return ExitCode.Signal + EndSignal.Pipe;
        }
    }

    /// <summary>The command as it is typed: <c>changeover keys create</c>.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "changeover";

    private static async Task<int> ExplainAsync(ParseResult parsed, InvocationConfiguration configuration)
    {
        var command = parsed.CommandResult.Command;
        if (command.Action is null && parsed.UnmatchedTokens.Count == 0)
        {
            // Half a command: show the other half.
            await parsed.RootCommandResult.Command.Parse([.. PathOf(command).Split(' ')[1..], "--help"]).InvokeAsync(configuration);
            return ExitCode.Misused;
        }

        IEnumerable<string> errors = command.Action is null
            ? [$"There is no `{PathOf(command)} {TextTable.Plain(parsed.UnmatchedTokens[0])}`."]
            : parsed.Errors.Select(error => error.Message);
        foreach (var error in errors)
        {
            await configuration.Error.WriteLineAsync(error);
        }

        var names = command.Subcommands.Select(known => known.Name).Concat(command.Options.Select(known => known.Name));
        if (parsed.UnmatchedTokens is [var typed, ..] && Spelling.Nearest(typed, names) is { } near)
        {
            await configuration.Error.WriteLineAsync($"Did you mean `{near}`?");
        }

        await configuration.Error.WriteLineAsync($"See `{PathOf(command)} --help`.");
        return ExitCode.Misused;
    }

    /// <summary>An option before a subcommand belongs to <c>serve</c> and would be overlooked in silence.</summary>
    private static string? Misplaced(ParseResult parsed)
    {
        for (var outer = parsed.CommandResult.Parent as CommandResult; outer is not null; outer = outer.Parent as CommandResult)
        {
            if (outer.Children.OfType<OptionResult>().FirstOrDefault(option => !option.Implicit && !option.Option.Recursive) is { } option)
            {
                return $"Write {option.Option.Name} after the command: {PathOf(parsed.CommandResult.Command)} {option.Option.Name} …";
            }
        }

        return null;
    }
}
