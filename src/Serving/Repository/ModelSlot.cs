using Tracking.Models.Uris;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>
/// A place in the repository: one configured model, whatever is loaded for it. Loads and unloads come one after the
/// other; requests never wait for them while something is loaded. Thread-safe.
/// </summary>
internal sealed class ModelSlot(ServedModel served, ModelLoader loader, TimeProvider time, Action changed) : IDisposable
{
    private static readonly TimeSpan WhileItChanges = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _starts = new();
    private volatile ServedModel _served = served;
    private volatile LoadedModel? _current;
    private volatile Standing _standing = new(ModelState.Unloaded, string.Empty);
    private volatile string _name = ServedNames.Expected(served);
    private volatile string? _version = served.Version;
    private volatile string? _fingerprint;
    private volatile Task? _loading;
    private string? _suspect;
    private long _lastUse;
    private bool _isRemoved;

    /// <summary>What the configuration says of it.</summary>
    public ServedModel Served => _served;

    /// <summary>What it is called in paths.</summary>
    public string Name => _name;

    /// <summary>Of what was loaded last.</summary>
    public string? Version => _version;

    /// <summary>What answers now.</summary>
    public LoadedModel? Current => _current;

    /// <summary>Whether the next request loads it: it was not loaded yet, or went to save memory.</summary>
    public bool LoadsOnRequest => _standing.State == ModelState.Unloaded || _loading is not null;

    /// <summary>When it was asked last, in timestamps of the clock.</summary>
    public long LastUse => Volatile.Read(ref _lastUse);

    /// <summary>Takes over what changes nothing of what is loaded: whether it is pinned or lazy.</summary>
    public void Adopt(ServedModel adjusted) => _served = adjusted;

    public ModelIndexEntry Describe()
    {
        var standing = _standing;
        return new(_name, _version, standing.State, standing.Reason, _current)
        {
            Label = (Served.Uri as ModelAliasUri)?.Alias,
        };
    }

    /// <summary>What a request is told that finds nothing loaded.</summary>
    public ServingException NotReady()
    {
        var standing = _standing;
        var reason = standing.Reason.Length == 0 ? string.Empty : $": {standing.Reason.TrimEnd('.')}";
        return new ServingException(
            ServingError.ModelNotReady, $"Model '{_name}' is {standing.State.ToString().ToLowerInvariant()}{reason}.")
        {
            RetryAfter = standing.State is ModelState.Loading or ModelState.Unloading ? WhileItChanges : null,
        };
    }

    /// <summary>Keeps what answers now in use; false if nothing does.</summary>
    public bool TryLease(out ModelLease lease)
    {
        // A swap publishes the new model before it closes the old one, so a closed one is never read twice.
        while (_current is { } model)
        {
            if (model.TryLease(out lease))
            {
                Volatile.Write(ref _lastUse, time.GetTimestamp());
                return true;
            }
        }

        lease = default;
        return false;
    }

    /// <summary>Loads beside what answers, swaps and closes the old one when its last request has ended.</summary>
    /// <exception cref="ServingException">Why not; what answered before goes on.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isRemoved)
            {
                throw new ServingException(ServingError.ModelNotReady, $"Model '{_name}' is no longer served.");
            }

            var old = _current;
            Stand(old is null ? new(ModelState.Loading, string.Empty) : _standing);
            var loaded = await LoadOrExplainAsync(old, cancellationToken);
            (_name, _version) = (loaded.Name, loaded.Version);
            Volatile.Write(ref _lastUse, time.GetTimestamp());
            _current = loaded;
            Stand(new(ModelState.Ready, string.Empty));
            old?.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Loads it once for all who ask meanwhile; the load goes on if one of them goes.</summary>
    /// <exception cref="ServingException">Why not.</exception>
    public Task LoadForRequestsAsync()
    {
        lock (_starts)
        {
            return _loading ??= LoadOnceAsync();
        }
    }

    /// <summary>Takes it out of service; requests under way finish.</summary>
    /// <param name="state">Unloaded if the next request may load it, unavailable if not.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up; it goes on.</param>
    public Task UnloadAsync(ModelState state, string reason, CancellationToken cancellationToken) =>
        UnloadAsync(new Standing(state, reason), isForGood: false, cancellationToken);

    /// <summary>As an unload, and nothing is ever loaded here again.</summary>
    public Task RemoveAsync(CancellationToken cancellationToken) =>
        UnloadAsync(new Standing(ModelState.Unavailable, "removed"), isForGood: true, cancellationToken);

    private async Task UnloadAsync(Standing after, bool isForGood, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _isRemoved |= isForGood;
            var old = _current;
            Stand(new(ModelState.Unloading, after.Reason));
            _current = null;
            old?.Dispose();
            Stand(after);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Loads it anew if what its URI stands for has changed since it was loaded or failed to.</summary>
    /// <returns>Whether something was loaded.</returns>
    /// <exception cref="ServingException">The change cannot be loaded; what answered before goes on.</exception>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        if (_standing is not ({ State: ModelState.Ready } or { IsFailure: true }))
        {
            return false;
        }

        var found = await loader.FingerprintAsync(Served, cancellationToken);
        if (found is null || found == _fingerprint)
        {
            _suspect = null;
            return false;
        }

        // Files may still be written: they must be seen alike twice.
        if (Served.Uri is FolderUri && Interlocked.Exchange(ref _suspect, found) != found)
        {
            return false;
        }

        await LoadAsync(cancellationToken);
        return true;
    }

    // The gate holds nothing of the system's, and who waits for it must not be left waiting.
    public void Dispose()
    {
        var old = _current;
        _current = null;
        old?.Dispose();
    }

    private async Task LoadOnceAsync()
    {
        // Off the caller's thread: the load belongs to all who wait.
        await Task.Yield();
        try
        {
            if (_current is null)
            {
                await LoadAsync(CancellationToken.None);
            }
        }
        finally
        {
            lock (_starts)
            {
                _loading = null;
            }
        }
    }

    private async Task<LoadedModel> LoadOrExplainAsync(LoadedModel? old, CancellationToken cancellationToken)
    {
        var known = _fingerprint;
        try
        {
            _fingerprint = await loader.FingerprintAsync(Served, cancellationToken);
            return await loader.LoadAsync(Served, cancellationToken);
        }
        catch (Exception error)
        {
            // A registry may answer better next time; a broken folder stays broken until its files change.
            _fingerprint = Served.Uri is FolderUri ? _fingerprint : known;
            if (old is null)
            {
                Stand(new(ModelState.Unavailable, error.Message, IsFailure: true));
                throw;
            }

            Stand(new(ModelState.Ready, $"The last reload failed, the model before it goes on: {error.Message}"));
            throw;
        }
    }

    private void Stand(Standing standing)
    {
        _standing = standing;
        changed();
    }

    private sealed record Standing(ModelState State, string Reason, bool IsFailure = false);
}
