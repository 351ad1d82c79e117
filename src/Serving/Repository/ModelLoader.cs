using Microsoft.Extensions.Logging;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>Opens the scorer of a model folder.</summary>
/// <param name="directory">A complete model folder.</param>
/// <param name="session">What changes of an ONNX model's session options; null for nothing.</param>
/// <exception cref="ModelLoadException">No flavor that can be scored here, or its files are no model.</exception>
internal delegate IScorer ScorerFactory(ModelDirectory directory, OnnxSessionConfig? session);

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
            var directory = ModelFiles.IsBare(resolved.Directory)
                ? null
                : await ModelDirectory.OpenAsync(resolved.Directory, cancellationToken);
            return await OpenAsync(served, resolved, directory, cancellationToken);
        }
        catch (Exception error)
        {
            resolved.Files?.Dispose();
            throw error is ModelLoadException or ScoringException ? Unusable(served, error) : error;
        }
    }

    /// <summary>Settles anew how requests for a loaded model are joined; it goes on to answer meanwhile.</summary>
    public async Task RejoinAsync(LoadedModel model, ServedModel served, CancellationToken cancellationToken)
    {
        var directory = ModelFiles.IsBare(model.Directory)
            ? null
            : await ModelDirectory.OpenAsync(model.Directory, cancellationToken);
        await EquipAsync(model, served, directory, cancellationToken);
    }

    /// <summary>What the model's URI stands for now; null where that never changes.</summary>
    public Task<string?> FingerprintAsync(ServedModel served, CancellationToken cancellationToken) =>
        source.FingerprintAsync(served.Uri, cancellationToken);

    private async Task<LoadedModel> OpenAsync(
        ServedModel served, ResolvedModel resolved, ModelDirectory? directory, CancellationToken cancellationToken)
    {
        var name = served.Name ?? resolved.Name ?? ServedNames.OfFolder(resolved.Directory);
        var version = served.Version ?? resolved.Version;
        var identity = new ServedIdentity(
            name, version, FlavorScorers.PlatformOf(directory), resolved.Directory);
        var counters = statistics.Of(name, version);
        try
        {
            var model = await OpenAsync(served, (identity, counters), resolved, directory, cancellationToken);
            counters.Loaded(succeeded: true);
            logger.LogInformation(
                "Serving {Uri} as '{Name}' version {Version}.", served.Uri, name, version ?? "-");
            return model;
        }
        catch
        {
            counters.Loaded(succeeded: false);
            throw;
        }
    }

    private async Task<LoadedModel> OpenAsync(
        ServedModel served,
        (ServedIdentity Identity, ModelStatistics Counters) which,
        ResolvedModel resolved,
        ModelDirectory? directory,
        CancellationToken cancellationToken)
    {
        // Opening a model, as timing it, computes for long.
        var scorer = await RunThreads.Shared.RunAsync(() => directory is null
            ? FlavorScorers.OpenBare(resolved.Directory, served.Session)
            : openScorer(directory, served.Session));
        var model = new LoadedModel(which.Identity, scorer, directory?.MlModel.Signature, which.Counters)
        {
            Bytes = ModelFiles.SizeOf(resolved.Directory),
            WarmUpRuns = served.WarmUpRuns,
            ConcurrentRequests = served.ConcurrentRequests,
        };
        try
        {
            await EquipAsync(model, served, directory, cancellationToken);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        model.Files = resolved.Files;
        return model;
    }

    private async Task EquipAsync(
        LoadedModel model, ServedModel served, ModelDirectory? directory, CancellationToken cancellationToken)
    {
        var example = directory is null ? null : await warmUp.RunAsync(model, directory, cancellationToken);
        await RunThreads.Shared.RunAsync(() =>
        {
            batchers.Equip(model, served.Batching, example, cancellationToken);
            return model;
        });
    }

    private static ServingException Unusable(ServedModel served, Exception error) =>
        new(ServingError.ModelUnusable, $"Cannot serve '{served.Uri}': {error.Message}", error);
}
