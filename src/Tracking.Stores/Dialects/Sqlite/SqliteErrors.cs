using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tracking.Core.Errors;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>Says what a SQLite error means to the one who must act; no SQL text gets out.</summary>
internal static class SqliteErrors
{
    public static StoreOpenException AtOpen(SqliteException error, string path) =>
        new($"The database '{path}' cannot be opened: {Cause(error)}.", error);

    /// <summary>
    /// The request wrote nothing; the message may go to the client, so it names the file without its folder.
    /// </summary>
    public static TrackingException AtRunTime(SqliteException error, string path) =>
        new(CodeOf(error),
            $"The database '{Path.GetFileName(path)}' could not serve the request, nothing was written: " +
            $"{Cause(error)}.",
            error);

    private static ErrorCode CodeOf(SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_NOMEM
            or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY => ErrorCode.TemporarilyUnavailable,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => ErrorCode.DataLoss,
        raw.SQLITE_INTERRUPT => ErrorCode.DeadlineExceeded,
        _ => ErrorCode.InternalError,
    };

    private static string Cause(SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds a lock on it; close that program, then retry",
        raw.SQLITE_FULL => "the disk is full; free space, then retry",
        raw.SQLITE_IOERR =>
            $"the disk failed (I/O error {error.SqliteExtendedErrorCode}); check its space and health, then retry",
        raw.SQLITE_READONLY => "the file or its folder is read-only; give the server's user write access to both",
        raw.SQLITE_CANTOPEN => "no file can be opened there; check that the folder exists and is writable",
        raw.SQLITE_NOTADB => "the file is not a SQLite database; give another path",
        raw.SQLITE_CORRUPT => "the file is damaged; restore a backup, or salvage it with 'sqlite3 FILE .recover'",
        raw.SQLITE_NOMEM => "memory ran out; retry",
        raw.SQLITE_INTERRUPT => "the request took too long and was stopped",
        _ => $"unexpected SQLite error {error.SqliteErrorCode} ({error.SqliteExtendedErrorCode})",
    };
}
