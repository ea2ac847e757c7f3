using Microsoft.Data.Sqlite;

namespace Changeover.Storage;

/// <summary>The database cannot be used. The message is for the operator: what is wrong with which file, and what to do.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Puts SQLite's result code in words.</summary>
    public static StorageException From(SqliteException fault, string path) => new(fault.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
            $"The database {path} is locked by another program. End that program, or try again when it is done.",
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB =>
            $"The file {path} is damaged or not a database. Move it and its -wal and -shm files aside and start again; `sqlite3 FILE .recover` saves what can be saved.",
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH =>
            $"The database {path} cannot be written. Check the owner and mode of the file and its folder, and that the disk is not mounted read-only.",
        SQLitePCL.raw.SQLITE_FULL =>
            $"The disk that holds {path} is full. Free some space, or lower records.keep_for or records.keep_bytes.",
        _ => $"The database {path} failed: {fault.Message}",
    }, fault);
}
