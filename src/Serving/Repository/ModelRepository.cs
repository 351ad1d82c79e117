using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Repository;

/// <summary>The served models, in the order of the options. Thread-safe; disposing closes the models.</summary>
internal sealed class ModelRepository(ModelLoader loader, FrozenServingOptions options) : IDisposable
{
    private LoadedModel[] _models = [];
    private volatile ModelState _state = ModelState.Loading;

    /// <summary>Whether all models are loaded and warm, and the host is not draining.</summary>
    public bool IsReady => _state == ModelState.Ready;

    /// <summary>The first model.</summary>
    public LoadedModel Default
    {
        get
        {
            return Ready()[0];
        }
    }

    /// <summary>Every loaded model, in the order of the options.</summary>
    public IReadOnlyList<LoadedModel> All => _models;

    /// <summary>Loads every model, one after the other; none answers before all do.</summary>
    /// <exception cref="ServingException">The first model that cannot be served.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var loaded = new List<LoadedModel>(options.Models.Count);
        try
        {
            foreach (var served in options.Models)
            {
                var model = await loader.LoadAsync(served, cancellationToken);
                loaded.Add(model);
                CheckUnique(loaded, model);
            }
        }
        catch
        {
            loaded.ForEach(model => model.Dispose());
            throw;
        }

        _models = [.. loaded];
        _state = ModelState.Ready;
    }

    /// <summary>A model by its served name and, if given, version.</summary>
    /// <exception cref="ServingException">Not found or not ready.</exception>
    public LoadedModel Find(string name, string? version)
    {
        var models = Ready();
        foreach (var model in models)
        {
            if (model.Name == name)
            {
                return version is null || model.Version == version
                    ? model
                    : throw NotFound($"Model '{name}' has no version '{version}' here; served is {Shown(model)}.");
            }
        }

        throw NotFound(
            $"No model '{name}' is served here; served: {string.Join(", ", models.Select(m => $"'{m.Name}'"))}.");
    }

    /// <summary>Readiness ends; requests under way finish.</summary>
    public void Drain() => _state = ModelState.Draining;

    public void Dispose()
    {
        Drain();
        foreach (var model in Interlocked.Exchange(ref _models, []))
        {
            model.Dispose();
        }
    }

    private static void CheckUnique(List<LoadedModel> loaded, LoadedModel added)
    {
        if (loaded.Count(model => model.Name == added.Name) > 1)
        {
            throw new ServingException(
                ServingError.HostUnusable,
                $"Two models would be served as '{added.Name}'; give one of them another name.");
        }
    }

    // Read once: disposing may empty the field at any moment.
    private LoadedModel[] Ready() => Volatile.Read(ref _models) is { Length: > 0 } models
        ? models
        : throw new ServingException(ServingError.ModelNotReady, "The models are not loaded.");

    private static string Shown(LoadedModel model) =>
        model.Version is null ? "a model without a version" : $"version '{model.Version}'";

    private static ServingException NotFound(string message) => new(ServingError.ModelNotFound, message);
}
