using Changeover.Storage;

namespace Changeover.Tests.Storage;

/// <summary>A data folder that goes away with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("changeover-").FullName;

    public string DatabasePath => System.IO.Path.Combine(Path, SqliteDatabase.FileName);

    public Task<Database> OpenAsync() => Database.OpenAsync(Path, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
