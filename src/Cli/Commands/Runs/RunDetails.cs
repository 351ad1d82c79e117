using Tracking.Cli.Output;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Commands.Runs;

/// <summary>One run for a person to read.</summary>
internal static class RunDetails
{
    public static DetailView Of(Run run) =>
        WithOutputs(WithData(OfInfo(run.Info ?? new RunInfo()), run.Data ?? new RunData()), run);

    private static DetailView OfInfo(RunInfo info) => new DetailView()
        .Add("Run ID", info.RunId)
        .Add("Name", info.RunName)
        .Add("Status", info.Status?.ToString().ToUpperInvariant())
        .Add("Experiment ID", info.ExperimentId)
        .Add("User", info.UserId)
        .Add("Start", CellText.Time(info.StartTime))
        .Add("End", CellText.Time(info.EndTime))
        .Add("Duration", RunColumns.DurationOf(info))
        .Add("Lifecycle Stage", info.LifecycleStage)
        .Add("Artifacts", info.ArtifactUri);

    private static DetailView WithData(DetailView view, RunData data) => view
        .Section("Parameters", (data.Params ?? []).Select(each => (each.Key, (object?)each.Value)))
        .Section("Metrics", (data.Metrics ?? []).Select(each => (each.Key, (object?)each.Value)))
        .Section("Tags", (data.Tags ?? []).Select(each => (each.Key, (object?)each.Value)));

    private static DetailView WithOutputs(DetailView view, Run run) => view
        .Section("Datasets", (run.Inputs?.DatasetInputs ?? [])
            .Select(each => (each.Dataset?.Name, (object?)each.Dataset?.Digest)))
        .Section("Models", (run.Outputs?.ModelOutputs ?? [])
            .Select(each => ((string?)$"models:/{each.ModelId}", (object?)$"step {each.Step}")));
}
