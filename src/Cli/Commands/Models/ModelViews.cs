using Tracking.Cli.Output;
using Tracking.Contracts.Json;
using Tracking.Contracts.Registry;

namespace Tracking.Cli.Commands.Models;

/// <summary>How registered models and their versions are shown.</summary>
internal static class ModelViews
{
    public static ListView<RegisteredModel> Models { get; } = new(
        [
            new("name", model => model.Name) { Shrinks = true },
            new("latest_version", model => NewestOf(model)) { IsNumber = true },
            new("aliases", AliasesOf) { Shrinks = true },
            new("last_updated", model => CellText.Time(model.LastUpdatedTimestamp)),
            new("description", model => model.Description) { Shrinks = true },
        ],
        WireJson.Default.RegisteredModel,
        "No registered models match.");

    /// <param name="model">The one whose versions they are, as searches leave their aliases out; null for many.</param>
    public static ListView<ModelVersion> Versions(RegisteredModel? model) => new(
        [
            new("name", version => version.Name) { Shrinks = true },
            new("version", version => version.Version) { IsNumber = true },
            .. model is null ? Array.Empty<Column<ModelVersion>>() : [AliasesIn(model)],
            new("current_stage", version => version.CurrentStage),
            new("status", version => StatusOf(version))
            {
                Ink = version => version.Status switch
                {
                    ModelVersionStatus.Ready => Ink.Good,
                    ModelVersionStatus.FailedRegistration => Ink.Bad,
                    _ => Ink.Busy,
                },
            },
            new("creation_time", version => CellText.Time(version.CreationTimestamp)),
            new("run_id", version => version.RunId),
            new("source", version => version.Source) { Shrinks = true },
        ],
        WireJson.Default.ModelVersion,
        "No model versions match.");

    public static DetailView Details(RegisteredModel model) => new DetailView()
        .Add("Name", model.Name)
        .Add("Description", model.Description)
        .Add("Created", CellText.Time(model.CreationTimestamp))
        .Add("Last Updated", CellText.Time(model.LastUpdatedTimestamp))
        .Section("Aliases", (model.Aliases ?? []).Select(each => (each.Alias, (object?)$"version {each.Version}")))
        .Section("Latest Versions", (model.LatestVersions ?? []).Select(each =>
            ((string?)$"version {each.Version}", (object?)$"{each.CurrentStage}  {StatusOf(each)}")))
        .Section("Tags", (model.Tags ?? []).Select(each => (each.Key, (object?)each.Value)));

    public static DetailView Details(ModelVersion version) => new DetailView()
        .Add("Name", version.Name)
        .Add("Version", version.Version)
        .Add("Description", version.Description)
        .Add("Status", StatusOf(version))
        .Add("Stage", version.CurrentStage)
        .Add("Aliases", string.Join(' ', version.Aliases ?? []))
        .Add("Created", CellText.Time(version.CreationTimestamp))
        .Add("Last Updated", CellText.Time(version.LastUpdatedTimestamp))
        .Add("Run ID", version.RunId)
        .Add("Logged Model", version.ModelId)
        .Add("Source", version.Source)
        .Section("Tags", (version.Tags ?? []).Select(each => (each.Key, (object?)each.Value)));

    private static string? StatusOf(ModelVersion version) => version.Status switch
    {
        ModelVersionStatus.Ready => "READY",
        ModelVersionStatus.FailedRegistration => "FAILED",
        null => null,
        _ => "PENDING",
    };

    private static long? NewestOf(RegisteredModel model) => (model.LatestVersions ?? [])
        .Max(version => long.TryParse(version.Version, out var number) ? number : (long?)null);

    private static Column<ModelVersion> AliasesIn(RegisteredModel model) =>
        new("aliases", version => AliasesOf(version, model)) { Shrinks = true };

    private static string AliasesOf(ModelVersion version, RegisteredModel model) => string.Join(
        ' ', (model.Aliases ?? []).Where(each => each.Version == version.Version).Select(each => each.Alias));

    private static string AliasesOf(RegisteredModel model) => string.Join(
        ' ', (model.Aliases ?? []).Select(each => $"{each.Alias}:{each.Version}"));
}
