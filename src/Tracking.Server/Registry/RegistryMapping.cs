using System.Globalization;
using Tracking.Contracts.Metrics;
using Tracking.Core;
using Tracking.Core.LoggedModels;
using Tracking.Core.Registry;
using Tracking.Server.Experiments;
using Tracking.Server.Runs;
using Wire = Tracking.Contracts.Registry;

namespace Tracking.Server.Registry;

/// <summary>The registry between the wire and the domain.</summary>
internal static class RegistryMapping
{
    public static Wire.RegisteredModel ToWire(this RegisteredModel model) => new()
    {
        Name = model.Name,
        CreationTimestamp = model.CreatedMs,
        LastUpdatedTimestamp = model.UpdatedMs,
        Description = model.Description,
        LatestVersions = model.LatestVersions.ToWire(ToWire),
        Tags = model.Tags.ToWire(tag => new Wire.RegisteredModelTag { Key = tag.Key, Value = tag.Value }),
        Aliases = model.Aliases.ToWire(
            alias => new Wire.RegisteredModelAlias { Alias = alias.Alias, Version = Text(alias.Version) }),
    };

    /// <summary>The model as a search shows it: latest versions by the names of their stages.</summary>
    public static Wire.RegisteredModel ToWireByStage(RegisteredModel model)
    {
        var wire = model.ToWire();
        wire.LatestVersions = wire.LatestVersions?.OrderBy(version => version.CurrentStage, StringComparer.Ordinal)
            .ToList();
        return wire;
    }

    /// <summary>The version as lists show it.</summary>
    public static Wire.ModelVersion ToWire(this ModelVersion version) => new()
    {
        Name = version.Name,
        Version = Text(version.Version),
        CreationTimestamp = version.CreatedMs,
        LastUpdatedTimestamp = version.UpdatedMs,
        UserId = version.UserId,
        CurrentStage = RegistryRules.StageName(version.Stage),
        Description = version.Description,
        Source = version.Source,
        RunId = version.RunId ?? "",
        Status = Wire.ModelVersionStatus.Ready,
        Tags = version.Tags.ToWire(tag => new Wire.ModelVersionTag { Key = tag.Key, Value = tag.Value }),
        RunLink = version.RunLink ?? "",
    };

    /// <summary>
    /// The version as it is read by itself: with its aliases and what the logged model behind it has.
    /// </summary>
    public static Wire.ModelVersion ToDetailedWire(this ModelVersion version, LoggedModel? model)
    {
        var wire = version.ToWire();
        wire.Aliases = version.Aliases.Count == 0 ? null : version.Aliases;
        wire.ModelId = version.ModelId;
        wire.ModelParams = model?.Params.ToWire(
            param => new Wire.ModelParam { Name = param.Key, Value = param.Value });
        wire.ModelMetrics = model?.Metrics.ToWire(metric => MetricOf(model.ModelId, metric));
        return wire;
    }

    public static Tag[] TagsToCore(this IReadOnlyList<Wire.RegisteredModelTag>? tags) =>
        LastOfEach(tags.ToCore(tag => new Tag(tag.Key!, tag.Value ?? "")));

    public static Tag[] TagsToCore(this IReadOnlyList<Wire.ModelVersionTag>? tags) =>
        LastOfEach(tags.ToCore(tag => new Tag(tag.Key!, tag.Value ?? "")));

    public static Tag Accept(string key, string? value)
    {
        var tag = new Tag(key, value ?? "");
        RegistryRules.ValidateTag(tag);
        return tag;
    }

    private static Tag[] LastOfEach(Tag[] tags)
    {
        Array.ForEach(tags, RegistryRules.ValidateTag);
        return [.. tags.Reverse().DistinctBy(tag => tag.Key).Reverse()];
    }

    private static Metric MetricOf(string modelId, LoggedModelMetric metric)
    {
        var wire = RunMapping.MetricToWire(metric.Metric);
        wire.ModelId = modelId;
        wire.RunId = metric.RunId;
        return wire;
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
