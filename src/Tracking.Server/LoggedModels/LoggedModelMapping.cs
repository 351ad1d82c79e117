using System.Globalization;
using Tracking.Contracts.Metrics;
using Tracking.Core;
using Tracking.Core.Runs;
using Tracking.Core.Search;
using Tracking.Server.Experiments;
using Tracking.Server.Runs;
using Domain = Tracking.Core.LoggedModels;
using Wire = Tracking.Contracts.LoggedModels;

namespace Tracking.Server.LoggedModels;

/// <summary>Logged models between the wire and the domain.</summary>
internal static class LoggedModelMapping
{
    public static Wire.LoggedModel ToWire(this Domain.LoggedModel model) => new()
    {
        Info = new Wire.LoggedModelInfo
        {
            ModelId = model.ModelId,
            ExperimentId = model.ExperimentId.ToString(CultureInfo.InvariantCulture),
            Name = model.Name,
            CreationTimestampMs = model.CreatedMs,
            LastUpdatedTimestampMs = model.UpdatedMs,
            ArtifactUri = model.ArtifactUri,
            Status = (Wire.LoggedModelStatus)model.Status,
            ModelType = model.ModelType ?? "",
            SourceRunId = model.SourceRunId ?? "",
            StatusMessage = model.StatusMessage,
            Tags = model.Tags.ToWire(tag => new Wire.LoggedModelTag { Key = tag.Key, Value = tag.Value }),
        },
        Data = new Wire.LoggedModelData
        {
            Params = model.Params.ToWire(
                param => new Wire.LoggedModelParameter { Key = param.Key, Value = param.Value }),
            Metrics = model.Metrics.ToWire(metric => MetricToWire(model.ModelId, metric)),
        },
    };

    public static Param ParamToCore(Wire.LoggedModelParameter param) => new(param.Key!, param.Value ?? "");

    public static Tag TagToCore(Wire.LoggedModelTag tag) => new(tag.Key!, tag.Value ?? "");

    public static LoggedModelOrderItem OrderToCore(Wire.LoggedModelOrder order) =>
        new(order.FieldName ?? "", order.Ascending ?? true, order.DatasetName, order.DatasetDigest);

    private static Metric MetricToWire(string modelId, Domain.LoggedModelMetric metric)
    {
        var wire = RunMapping.MetricToWire(metric.Metric);
        wire.ModelId = modelId;
        wire.RunId = metric.RunId;
        return wire;
    }
}
