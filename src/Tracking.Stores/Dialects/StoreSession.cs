using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Dialects;

/// <summary>
/// A connection inside a transaction, with the statements that were prepared on it. Used by one thread at a time.
/// Statements are written in what SQLite and PostgreSQL have in common; what they write differently is asked of
/// <see cref="Search"/>.
/// </summary>
internal abstract class StoreSession : IDisposable
{
    /// <summary>How this database writes searches.</summary>
    public abstract SearchDialect Search { get; }

    /// <summary>
    /// A statement that is prepared once and kept: for SQL in constants only. The caller steps to the end or resets.
    /// </summary>
    public abstract StoreStatement Statement(string constantSql);

    /// <summary>A statement for SQL that is put together; the caller disposes it.</summary>
    public abstract StoreStatement Prepare(string sql);

    /// <summary>
    /// Runs bound queries that do not depend on each other ahead of their first step, in one round trip where the
    /// database lies behind a network. All of them must be stepped through, or reset.
    /// </summary>
    public abstract void RunTogether(params ReadOnlySpan<StoreStatement> queries);

    /// <summary>
    /// Keeps other transactions off what has this name until this one ends; those that share it keep off only those
    /// that do not. Nothing is done in a read, nor where one thread writes. At most one lock of a kind in a
    /// transaction, or in the order of their names: two that wait for each other would both lose time.
    /// </summary>
    public abstract void Lock(string name, bool isShared = false);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
