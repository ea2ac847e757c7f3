using System.Data.Common;
using FluentMigrator.Runner;

namespace Changeover.Storage;

/// <summary>Tables in a file: those who migrate take turns by a file beside it.</summary>
internal sealed class SqliteSchema(string path, string connectionString) : ISchemaEngine
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string HasVersions => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'VersionInfo'";

    public async Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < Patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    // The first counts only while the file is empty.
    public void Prepare(DbConnection connection) => connection.Execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");

    public void Configure(IMigrationRunnerBuilder runner) => runner.AddSQLite().WithGlobalConnectionString(connectionString);
}
