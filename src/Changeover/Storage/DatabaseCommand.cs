using System.CommandLine;

namespace Changeover.Storage;

/// <summary>A command that works on the database. It takes <c>--data</c>, opens the database, and puts a failure of it on standard error with exit code 1.</summary>
internal sealed class DatabaseCommand : Command
{
    private readonly Option<string?> _data = new("--data") { Description = $"Folder of the database. Default: ${DataFolder.Variable}, else the configuration's.", HelpName = "folder" };
    private readonly Func<string?> _configured;

    /// <param name="name">As typed.</param>
    /// <param name="description">For the help.</param>
    /// <param name="configured">The configuration's data folder; asked only when the command runs.</param>
    public DatabaseCommand(string name, string description, Func<string?> configured)
        : base(name, description)
    {
        _configured = configured;
        Add(_data);
    }

    /// <summary>Makes the database when there is none, instead of saying so.</summary>
    public bool MakesDatabase { get; set; }

    /// <summary>What the command does; returns the exit code.</summary>
    public void Runs(Func<Database, ParseResult, CancellationToken, Task<int>> work) => SetAction(async (parsed, cancellationToken) =>
    {
        try
        {
            var folder = DataFolder.Resolve(parsed.GetValue(_data), _configured());
            var database = await (MakesDatabase ? Database.OpenAsync(folder, cancellationToken) : Database.OpenExistingAsync(folder, cancellationToken));
            return await work(database, parsed, cancellationToken);
        }
        catch (StorageException e)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
            return 1;
        }
    });

    /// <summary>What the command does at once; returns the exit code.</summary>
    public void Runs(Func<Database, ParseResult, int> work) => Runs((database, parsed, _) => Task.FromResult(work(database, parsed)));
}
