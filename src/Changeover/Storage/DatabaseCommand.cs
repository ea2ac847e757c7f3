using System.CommandLine;
using Changeover.Commands;

namespace Changeover.Storage;

/// <summary>A command that works on the database. It takes <c>--config</c> and <c>--data</c>, opens the database, and puts a failure of it on standard error with exit code 1.</summary>
internal sealed class DatabaseCommand : Command
{
    private readonly Option<string?> _data = CommonOptions.Data();
    private readonly Func<string?, ConfiguredStorage> _configured;

    /// <param name="name">As typed.</param>
    /// <param name="description">For the help.</param>
    /// <param name="configured">Where the configuration that <c>--config</c> names puts the database.</param>
    public DatabaseCommand(string name, string description, Func<string?, ConfiguredStorage> configured)
        : base(name, description)
    {
        _configured = configured;
        Add(Config);
        Add(_data);
    }

    /// <summary>Which configuration holds.</summary>
    public Option<string?> Config { get; } = CommonOptions.Config();

    /// <summary>Makes the database when there is none, instead of saying so.</summary>
    public bool MakesDatabase { get; set; }

    /// <summary>Which configuration names the database, where <c>--config</c> does not.</summary>
    public Func<ParseResult, string?> ConfigOf { get; set; } = _ => null;

    /// <summary>What the command does; returns the exit code.</summary>
    public void Runs(Func<Database, ParseResult, CancellationToken, Task<int>> work) => SetAction(async (parsed, cancellationToken) =>
    {
        try
        {
            var place = _configured(parsed.GetValue(Config) ?? ConfigOf(parsed)).Resolve(parsed.GetValue(_data));
            using var database = await (MakesDatabase ? Database.OpenAsync(place, cancellationToken) : Database.OpenExistingAsync(place, cancellationToken));
            return await work(database, parsed, cancellationToken);
        }
        catch (StorageException e)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    });

    /// <summary>What the command does at once; returns the exit code.</summary>
    public void Runs(Func<Database, ParseResult, int> work) => Runs((database, parsed, _) => Task.FromResult(work(database, parsed)));
}
