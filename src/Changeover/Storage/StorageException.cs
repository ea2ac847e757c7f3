using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

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

    /// <summary>Puts what a PostgreSQL server says in words.</summary>
    public static StorageException From(DbException fault, string name) => new(fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"The database {name} does not let us in. Check user and password in storage.database or {DatabasePlace.Variable}.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"The server has no database {name}. Make it with `createdb`, or name another one.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"The database {name} lacks a right for us: {denied.MessageText}. Let the user own the database.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            $"The disk of {name} is full. Free some space, or lower records.keep_for or records.keep_bytes.",
        PostgresException said => $"The database {name} failed: {said.MessageText} ({said.SqlState})",
        _ => $"The database {name} cannot be reached: {(fault.InnerException ?? fault).Message} Check that it runs and that its address is right.",
    }, fault);
}
