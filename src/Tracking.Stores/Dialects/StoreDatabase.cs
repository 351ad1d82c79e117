using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Dialects;

/// <summary>An open database. Thread-safe.</summary>
internal abstract class StoreDatabase : IAsyncDisposable
{
    private StoreMeter? _meter;

    /// <summary>What dialects add to; whoever disposes the database disposes it.</summary>
    public virtual StoreMeter Meter => LazyInitializer.EnsureInitialized(ref _meter, static () => new StoreMeter());

    /// <summary>The names that were committed.</summary>
    public abstract KeyNameCache KeyNames { get; }

    /// <summary>No other process works on it while it is open.</summary>
    public virtual bool IsExclusive => false;

    /// <summary>A file beside it for keys that no copy of it shall hold; null where several servers share it.</summary>
    public virtual string? KeyFilePath => null;

    /// <summary>What whoever runs the server should know of its opening.</summary>
    public virtual IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>
    /// One transaction: all of the work is written, or nothing. Completes when it is on the disk. The work may be run
    /// again from its beginning after it lost a race or its connection, so it changes nothing but the session.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(
        Func<WriteSession, T> work, WriteSize size, CancellationToken cancellationToken);

    /// <summary>One snapshot; the work materialises its result.</summary>
    public abstract Task<T> ReadAsync<T>(Func<StoreSession, T> work, CancellationToken cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{WriteSession, T}, WriteSize, CancellationToken)"/>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(work, WriteSize.Small, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{WriteSession, T}, WriteSize, CancellationToken)"/>
    public Task WriteAsync(Action<WriteSession> work, CancellationToken cancellationToken) =>
        WriteAsync(work, WriteSize.Small, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{WriteSession, T}, WriteSize, CancellationToken)"/>
    public Task WriteAsync(Action<WriteSession> work, WriteSize size, CancellationToken cancellationToken) =>
        WriteAsync(
            session =>
            {
                work(session);
                return true;
            },
            size,
            cancellationToken);

    public abstract ValueTask DisposeAsync();
}
