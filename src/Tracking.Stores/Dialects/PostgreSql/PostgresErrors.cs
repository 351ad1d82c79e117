using Npgsql;
using Tracking.Core.Errors;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>Says what an error of PostgreSQL means to the one who must act; no SQL text and no password gets
/// out.</summary>
internal static class PostgresErrors
{
    private const string IdleInTransaction = "25P03";

    public static StoreOpenException AtOpen(NpgsqlException error, PostgresStoreConfig config) =>
        new($"The database {config.Place} cannot be opened: {Cause(error)}.", error);

    /// <summary>The message may go to the client, so it names the database without its host.</summary>
    public static Exception AtRunTime(Exception error, PostgresPhase phase, PostgresStoreConfig config)
    {
        if (error is not NpgsqlException failure)
        {
            return error;
        }

        var outcome = phase == PostgresPhase.Committing && IsConnectionLost(failure)
            ? "it is not known whether the last request was written"
            : "nothing was written";
        return new TrackingException(
            CodeOf(failure),
            $"The database '{config.Database}' could not serve the request, {outcome}: {Cause(failure)}.",
            error);
    }

    /// <summary>Nothing was written, and the next attempt meets another state.</summary>
    public static bool CanRunAgain(Exception error, PostgresPhase phase) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure } => true,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } => true,

        // Somebody else created or removed what this one had looked for: now it sees that.
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => true,
        NpgsqlException lost when NeedsNewSession(lost) || IsConnectionLost(lost) => phase == PostgresPhase.Working,
        _ => false,
    };

    /// <summary>What was prepared on the session is no longer valid.</summary>
    public static bool NeedsNewSession(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.FeatureNotSupported
            or IdleInTransaction,
    };

    private static bool IsConnectionLost(NpgsqlException error) => error is not PostgresException server
        || server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or IdleInTransaction
        || server.SqlState.StartsWith("08", StringComparison.Ordinal);

    private static ErrorCode CodeOf(NpgsqlException error) => error is not PostgresException server
        ? ErrorCode.TemporarilyUnavailable
        : server.SqlState switch
        {
            PostgresErrorCodes.QueryCanceled => ErrorCode.DeadlineExceeded,
            PostgresErrorCodes.ProgramLimitExceeded or PostgresErrorCodes.InvalidRegularExpression =>
                ErrorCode.InvalidParameterValue,
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => ErrorCode.DataLoss,
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
                ErrorCode.TemporarilyUnavailable,
            _ => server.SqlState[..2] is "08" or "53" or "57" or "58"
                ? ErrorCode.TemporarilyUnavailable
                : ErrorCode.InternalError,
        };

    private static string Cause(NpgsqlException error) => error is PostgresException server
        ? Cause(server)
        : error.InnerException is TimeoutException
            ? "the database server did not answer in time; check it and the network, then retry"
            : "the connection to the database server failed; check that it runs and can be reached, then retry";

    private static string Cause(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "the server refuses this user or password; check both, and pg_hba.conf",
        PostgresErrorCodes.InvalidCatalogName => "there is no database of this name; create it with 'createdb'",
        PostgresErrorCodes.InsufficientPrivilege =>
            "the user may not do this; let it own the database, or grant it all on its schema",
        PostgresErrorCodes.TooManyConnections =>
            "the database server has no connection left; raise its max_connections, or use fewer workers",
        PostgresErrorCodes.DiskFull => "the disk of the database server is full; free space, then retry",
        PostgresErrorCodes.QueryCanceled => "the request took too long and was stopped",
        PostgresErrorCodes.LockNotAvailable => "another request held its lock for too long; retry",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            "the database server is read-only (a standby?); give the address of the primary",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            "the database server is restarting; retry",
        PostgresErrorCodes.InvalidRegularExpression =>
            "a regular expression of the filter is none that PostgreSQL knows; write it without what is .NET's alone",
        PostgresErrorCodes.ProgramLimitExceeded => "a name in the request is too long for an index",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            "the database is damaged; restore a backup",
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure =>
            "too many requests change the same things at once; retry",
        _ => $"unexpected PostgreSQL error {error.SqlState}",
    };
}
