using System.Globalization;
using System.Text;
using Tracking.Artifacts;
using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Internal.Surroundings;
using Tracking.Client.Internal.Transport;
using Tracking.Client.Runs;
using Tracking.Contracts.LoggedModels;
using Tracking.Contracts.Registry;
using Tracking.Contracts.Runs;
using Tracking.Models.Format;

namespace Tracking.Client.Internal.Runs;

/// <summary>
/// Logs a model folder as MLflow 3 does: created, linked to its run, uploaded, then stated to be complete.
/// </summary>
internal sealed class ModelLogging(RunServices services)
{
    private static readonly ArtifactPath ModelFile = ArtifactPath.Parse(MlModel.FileName);
    private static readonly ArtifactPath DigestFile = ArtifactPath.Parse(DigestList.FileName);

    internal async Task<LoggedModelReference> LogAsync(
        RunInfo run,
        ModelDirectory folder,
        string name,
        CancellationToken cancellationToken)
    {
        var client = services.Client;
        var runId = run.RunId!;
        var created = await client.LoggedModels.CreateAsync(Creation(run, folder, name), cancellationToken);
        var model = new LoggedModelReference(
            Api.Required(created.Info?.ModelId, "model_id"),
            name,
            runId,
            Api.Required(created.Info?.ArtifactUri, "artifact_uri"));
        var output = new ModelOutput { ModelId = model.ModelId, Step = 0 };
        var outputs = new LogOutputsRequest { RunId = runId, Models = [output] };
        await client.Runs.LogOutputsAsync(outputs, cancellationToken);

        var content = folder.MlModel.LoggedBy(runId, model.ModelId, model.ArtifactUri);
        if (content.CreatedAt is null)
            content = content.With("utc_time_created", NowAsWritten());
        await UploadOrMarkFailedAsync(model, folder, content, cancellationToken);

        var history = new LogModelRequest { RunId = runId, ModelJson = content.ToJson().ToJsonString() };
        await client.Runs.LogModelAsync(history, cancellationToken);
        return model;
    }

    internal async Task<ModelVersion> RegisterAsync(
        LoggedModelReference model, string name, CancellationToken cancellationToken)
    {
        await services.Client.RegisteredModels.GetOrCreateAsync(name, cancellationToken);
        return await services.Client.ModelVersions.CreateAsync(new CreateModelVersionRequest
        {
            Name = name,
            Source = model.ModelUri,
            RunId = model.RunId,
            ModelId = model.ModelId,
        }, cancellationToken);
    }

    private string NowAsWritten() => services.Options.Time.GetUtcNow().UtcDateTime
        .ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static CreateLoggedModelRequest Creation(RunInfo run, ModelDirectory folder, string name) => new()
    {
        ExperimentId = run.ExperimentId,
        Name = name,
        SourceRunId = run.RunId,
        ModelType = folder.MlModel.Flavors.Keys.FirstOrDefault(flavor => flavor != "python_function"),
        Tags = [.. ProcessTags.Context().Select(tag => new LoggedModelTag { Key = tag.Key, Value = tag.Value })],
    };

    private async Task UploadOrMarkFailedAsync(
        LoggedModelReference model,
        ModelDirectory folder,
        MlModel content,
        CancellationToken cancellationToken)
    {
        try
        {
            var location = services.Locations.Open(model.ArtifactUri);
            var digests = new DigestList();
            var upload = new FolderUpload(
                ArtifactPath.Root, file => file is MlModel.FileName or DigestList.FileName, new(null), digests);
            await services.Transfer.UploadFolderAsync(location, folder.Path, upload, cancellationToken);
            var text = Encoding.UTF8.GetBytes(content.ToYaml());
            digests.Add(MlModel.FileName, DigestList.Hash(text));
            var list = digests.ToBytes();
            await location.UploadAsync(DigestFile, () => new MemoryStream(list), cancellationToken);
            // Last, so that whoever finds it finds the rest.
            await location.UploadAsync(ModelFile, () => new MemoryStream(text), cancellationToken);
            await services.Client.LoggedModels.FinalizeAsync(model.ModelId, LoggedModelStatus.Ready, cancellationToken);
        }
        catch (Exception failure)
        {
            await MarkFailedAsync(model.ModelId, failure);
            throw;
        }
    }

    private async Task MarkFailedAsync(string modelId, Exception failure)
    {
        try
        {
            await services.Client.LoggedModels.FinalizeAsync(
                modelId, LoggedModelStatus.UploadFailed, CancellationToken.None);
        }
        catch (TrackingClientException second)
        {
            // The first failure is the one to tell; that the server does not even know of it goes with it.
            failure.Data["tracking.mark_failed"] = second.Message;
        }
    }
}
