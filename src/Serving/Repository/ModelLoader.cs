using Microsoft.Extensions.Logging;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>Opens the scorer of a model folder.</summary>
/// <param name="directory">A complete model folder.</param>
/// <exception cref="ModelLoadException">No flavor that can be scored here, or its files are no model.</exception>
internal delegate IScorer ScorerFactory(ModelDirectory directory);

/// <summary>Turns a served model's URI into a model that answers: resolve, open, load, warm up.</summary>
internal sealed class ModelLoader(
    IModelSource source,
    ScorerFactory openScorer,
    IModelWarmUp warmUp,
    BatcherFactory batchers,
    StatisticsRegistry statistics,
    ILogger<ModelLoader> logger)
{
    /// <summary>Loads one model.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelUnusable"/>: one line that says why.</exception>
    public async Task<LoadedModel> LoadAsync(ServedModel served, CancellationToken cancellationToken)
    {
        var resolved = await source.ResolveAsync(served.Uri, cancellationToken);
        try
        {
            var directory = await ModelDirectory.OpenAsync(resolved.Directory, cancellationToken);
            return await OpenAsync(served, resolved, directory, cancellationToken);
        }
        catch (ModelLoadException error)
        {
            throw Unusable(served, error);
        }
        catch (ScoringException error)
        {
            throw Unusable(served, error);
        }
    }

    private async Task<LoadedModel> OpenAsync(
        ServedModel served, ResolvedModel resolved, ModelDirectory directory, CancellationToken cancellationToken)
    {
        var name = served.Name ?? resolved.Name ?? ServedNames.OfFolder(resolved.Directory);
        var version = served.Version ?? resolved.Version;
        var identity = new ServedIdentity(
            name, version, FlavorScorers.PlatformOf(directory), resolved.Directory);
        var counters = statistics.Of(name, version);
        var model = new LoadedModel(identity, openScorer(directory), directory.MlModel.Signature, counters);
        try
        {
            var example = await warmUp.RunAsync(model, directory, cancellationToken);
            batchers.Equip(model, served.Batching, example, cancellationToken);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        logger.LogInformation(
            "Serving {Uri} as '{Name}' version {Version}.", served.Uri, name, version ?? "-");
        return model;
    }

    private static ServingException Unusable(ServedModel served, Exception error) =>
        new(ServingError.ModelUnusable, $"Cannot serve '{served.Uri}': {error.Message}", error);
}
