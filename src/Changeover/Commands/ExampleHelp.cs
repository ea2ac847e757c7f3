using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Changeover.Commands;

/// <summary>The usual help, then examples to copy, then the exit codes.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <summary>Gives the tree this help.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this help.";
        root.Options.OfType<VersionOption>().Single().Description = "Write the version.";
        foreach (var alias in help.Aliases.Where(alias => alias != "-h").ToList())
        {
            help.Aliases.Remove(alias);
        }

        help.Action = new ExampleHelp((HelpAction)help.Action!);
    }

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = Examples.Of(CommandRunner.PathOf(parseResult.CommandResult.Command));
        if (examples.Count > 0)
        {
            output.WriteLine("Examples:");
        }

        foreach (var (line, meaning) in examples)
        {
            output.WriteLine($"  {line}");
            output.WriteLine($"      {meaning}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes:");
        output.WriteLine($"  {ExitCode.Summary}");
        return ExitCode.Done;
    }
}
