using Changeover.Storage;
using Microsoft.Data.Sqlite;

namespace Changeover.Tests.Storage;

public sealed class StorageExceptionTests
{
    [Theory]
    [InlineData(5, "locked by another program")]
    [InlineData(8, "cannot be written")]
    [InlineData(11, "sqlite3 FILE .recover")]
    [InlineData(13, "disk")]
    [InlineData(14, "cannot be written")]
    [InlineData(1, "the original words")]
    public void Names_the_file_and_the_remedy(int code, string words)
    {
        var fault = StorageException.From(new SqliteException("the original words", code), "/data/changeover.db");

        Assert.Contains("/data/changeover.db", fault.Message, StringComparison.Ordinal);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }
}
