using Tracking.Cli.Output;
using Tracking.Contracts.Experiments;
using Tracking.Contracts.Json;

namespace Tracking.Cli.Commands.Experiments;

/// <summary>How experiments are shown.</summary>
internal static class ExperimentViews
{
    private const string Deleted = "deleted";

    public static ListView<Experiment> List { get; } = new(
        [
            new("experiment_id", each => each.ExperimentId),
            new("name", each => each.Name) { Shrinks = true },
            new("lifecycle_stage", each => each.LifecycleStage)
            {
                Ink = each => each.LifecycleStage == Deleted ? Ink.Bad : Ink.Plain,
            },
            new("creation_time", each => CellText.Time(each.CreationTime)),
            new("last_update_time", each => CellText.Time(each.LastUpdateTime)),
            new("artifact_location", each => each.ArtifactLocation) { Shrinks = true },
        ],
        WireJson.Default.Experiment,
        "No experiments match.");

    public static DetailView Details(Experiment experiment) => new DetailView()
        .Add("Experiment ID", experiment.ExperimentId)
        .Add("Name", experiment.Name)
        .Add("Artifact Location", experiment.ArtifactLocation)
        .Add("Lifecycle Stage", experiment.LifecycleStage)
        .Add("Creation Time", CellText.Time(experiment.CreationTime))
        .Add("Last Update Time", CellText.Time(experiment.LastUpdateTime))
        .Section("Tags", (experiment.Tags ?? []).Select(tag => (tag.Key, (object?)tag.Value)));
}
