using Microsoft.Extensions.Logging;
using Tracking.Models.Uris;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>
/// A place in the repository: one configured model, whatever is loaded for it. Loads and unloads come one after the
/// other; requests never wait for them while something is loaded. Thread-safe.
/// </summary>
internal sealed class ModelSlot(ServedModel served, ModelLoader loader, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile LoadedModel? _current;
    private volatile Standing _standing = new(ModelState.Unloaded, string.Empty);
    private volatile string _name = ServedNames.Expected(served);
    private volatile string? _version = served.Version;

    /// <summary>What the configuration says of it.</summary>
    public ServedModel Served => served;

    /// <summary>What it is called in paths.</summary>
    public string Name => _name;

    /// <summary>Of what was loaded last.</summary>
    public string? Version => _version;

    /// <summary>What answers now.</summary>
    public LoadedModel? Current => _current;

    public ModelIndexEntry Describe()
    {
        var standing = _standing;
        return new(_name, _version, standing.State, standing.Reason, _current)
        {
            Label = (served.Uri as ModelAliasUri)?.Alias,
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
            var old = _current;
            _standing = old is null ? new(ModelState.Loading, string.Empty) : _standing;
            var loaded = await LoadOrExplainAsync(old, cancellationToken);
            (_name, _version) = (loaded.Name, loaded.Version);
            _current = loaded;
            _standing = new(ModelState.Ready, string.Empty);
            old?.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes it out of service; requests under way finish.</summary>
    public async Task UnloadAsync(string reason, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var old = _current;
            _standing = new(ModelState.Unloading, reason);
            _current = null;
            old?.Dispose();
            _standing = new(ModelState.Unavailable, reason);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        var old = _current;
        _current = null;
        old?.Dispose();
        _gate.Dispose();
    }

    private async Task<LoadedModel> LoadOrExplainAsync(LoadedModel? old, CancellationToken cancellationToken)
    {
        try
        {
            return await loader.LoadAsync(served, cancellationToken);
        }
        catch (Exception error)
        {
            if (old is null)
            {
                _standing = new(ModelState.Unavailable, error.Message);
                throw;
            }

            _standing = new(ModelState.Ready, $"The last reload failed, the model before it goes on: {error.Message}");
            logger.LogError("Model '{Name}' goes on as it is, its reload failed: {Problem}", _name, error.Message);
            throw;
        }
    }

    private sealed record Standing(ModelState State, string Reason);
}
