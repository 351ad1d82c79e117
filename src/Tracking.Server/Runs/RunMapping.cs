using System.Globalization;
using Tracking.Contracts.Metrics;
using Tracking.Core;
using Tracking.Core.Metrics;
using Tracking.Server.Experiments;
using Domain = Tracking.Core.Runs;
using Wire = Tracking.Contracts.Runs;

namespace Tracking.Server.Runs;

/// <summary>Runs between the wire and the domain.</summary>
internal static class RunMapping
{
    public static Wire.Run ToWire(this Domain.Run run) => new()
    {
        Info = run.Info.ToWire(),
        Data = new Wire.RunData
        {
            Metrics = run.Metrics.ToWire(MetricToWire),
            Params = run.Params.ToWire(param => new Wire.Param { Key = param.Key, Value = param.Value }),
            Tags = run.Tags.ToWire(tag => new Wire.RunTag { Key = tag.Key, Value = tag.Value }),
        },
        Inputs = new Wire.RunInputs
        {
            DatasetInputs = run.DatasetInputs.ToWire(DatasetToWire),
            ModelInputs = run.ModelInputs.ToWire(id => new Wire.ModelInput { ModelId = id }),
        },
        Outputs = new Wire.RunOutputs
        {
            ModelOutputs = run.ModelOutputs.ToWire(
                output => new Wire.ModelOutput { ModelId = output.ModelId, Step = output.Step }),
        },
    };

    public static Wire.RunInfo ToWire(this Domain.RunInfo info) => new()
    {
        RunUuid = info.RunId,
        ExperimentId = info.ExperimentId.ToString(CultureInfo.InvariantCulture),
        RunName = info.Name,
        UserId = info.UserId,
        Status = (Wire.RunStatus)info.Status,
        StartTime = info.StartMs,
        EndTime = info.EndMs,
        ArtifactUri = info.ArtifactUri,
        LifecycleStage = info.Lifecycle.ToWire(),
        RunId = info.RunId,
    };

    public static Metric MetricToWire(LoggedMetric metric) => new()
    {
        Key = metric.Key,
        Value = metric.Point.Value,
        Timestamp = metric.Point.TimestampMs,
        Step = metric.Point.Step,
        DatasetName = metric.Link?.DatasetName,
        DatasetDigest = metric.Link?.DatasetDigest,
        ModelId = metric.Link?.ModelId,
    };

    /// <summary>A metric that passed the check of required fields.</summary>
    public static LoggedMetric MetricToCore(Metric metric) =>
        new(metric.Key!, new MetricPoint(metric.Step ?? 0, metric.Timestamp!.Value, metric.Value!.Value))
        {
            Link = LinkOf(metric.ModelId, metric.DatasetName, metric.DatasetDigest),
        };

    public static MetricLink? LinkOf(string? modelId, string? datasetName, string? datasetDigest) =>
        string.IsNullOrEmpty(modelId) && string.IsNullOrEmpty(datasetName)
            ? null
            : new MetricLink(NullIfEmpty(modelId), NullIfEmpty(datasetName), NullIfEmpty(datasetDigest));

    public static Domain.Param ParamToCore(Wire.Param param) => new(param.Key!, param.Value ?? "");

    public static Tag TagToCore(Wire.RunTag tag) => new(tag.Key!, tag.Value ?? "");

    /// <summary>MLflow takes a dataset with nothing in it; what is missing is empty.</summary>
    public static Domain.DatasetInput DatasetToCore(Wire.DatasetInput input)
    {
        var dataset = input.Dataset ?? new Wire.Dataset();
        return new Domain.DatasetInput(
            new Domain.Dataset(
                dataset.Name ?? "",
                dataset.Digest ?? "",
                dataset.SourceType ?? "",
                dataset.Source ?? "",
                dataset.Schema,
                dataset.Profile),
            input.Tags.ToCore(tag => new Tag(tag.Key!, tag.Value!)));
    }

    private static Wire.DatasetInput DatasetToWire(Domain.DatasetInput input) => new()
    {
        Tags = input.Tags.ToWire(tag => new Wire.InputTag { Key = tag.Key, Value = tag.Value }),
        Dataset = new Wire.Dataset
        {
            Name = input.Dataset.Name,
            Digest = input.Dataset.Digest,
            SourceType = input.Dataset.SourceType,
            Source = input.Dataset.Source,
            Schema = input.Dataset.Schema,
            Profile = input.Dataset.Profile,
        },
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
