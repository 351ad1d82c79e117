using Tracking.Client;
using Tracking.Client.Datasets;
using Tracking.Client.Runs;
using Tracking.Models.Uris;

namespace Tracking.Guides;

/// <summary>The code of docs/guides/from-python.md, top to bottom, on one server.</summary>
internal static class PythonGuide
{
    internal static async Task<string> ConnectAsync()
    {
        // snippet: python-client
        await using var client = new TrackingClient();      // MLFLOW_TRACKING_URI; or new TrackingClient("http://…")
        var experiment = await client.Experiments.GetOrCreateAsync("digits");
        // endsnippet
        return experiment.ExperimentId!;
    }

    internal static async Task<string> LogAsync(TrackingClient client, string folder)
    {
        // snippet: python-run
        await using var run = await client.StartRunAsync(
            "digits", runName: "baseline", tags: new Dictionary<string, string> { ["team"] = "vision" });

        await run.LogParamAsync("learning_rate", 0.01);
        await run.LogParamsAsync(new Dictionary<string, object?> { ["hidden"] = 32, ["optimizer"] = "adam" });

        for (var step = 0; step < 10; step++)
        {
            await run.LogMetricAsync("loss", 1.0 / (step + 1), step);
            await run.LogMetricsAsync(
                new Dictionary<string, double> { ["accuracy"] = step / 10.0, ["f1"] = step / 11.0 }, step);
        }

        await run.SetTagAsync("stage", "exploration");
        await run.LogTextAsync("all went well", "notes.txt");
        await run.LogArtifactAsync(Path.Join(folder, "report.html"), artifactFolder: "reports");
        await run.LogArtifactsAsync(folder, artifactFolder: "everything");
        // endsnippet
        return run.Id;
    }

    internal static async Task<string> NestAsync(TrackingClient client, string trainingData)
    {
        // snippet: python-nested
        await using var sweep = await client.StartRunAsync("digits", runName: "sweep");
        await using var trial = await sweep.StartNestedAsync("rate 0.1");
        await ActiveRun.Current!.LogParamsAsync(new { rate = 0.1, model = new { layers = 2 } });   // into the trial
        await trial.LogInputAsync(await LoggedDataset.FromCsvAsync(trainingData), context: "train");
        // endsnippet
        return trial.Id;
    }

    internal static async Task FailAsync(TrackingClient client)
    {
        // snippet: python-with
        await client.RunAsync("digits", async run =>
        {
            await run.LogMetricAsync("loss", 0.5);
            throw new InvalidOperationException("diverged");         // the run is FAILED, and says why
        });
        // endsnippet
    }

    internal static async Task<IReadOnlyList<string>> SearchAsync(TrackingClient client)
    {
        // snippet: python-search
        var digits = await client.Experiments.FindAsync("digits");
        var best = client.Runs.SearchAsync(
            [digits!.ExperimentId!],
            filter: "metrics.accuracy > 0.5 AND params.optimizer = 'adam'",
            orderBy: ["metrics.accuracy DESC"],
            maxResults: 5);

        await foreach (var run in best)                              // pages are fetched as they are read
        {
            var accuracy = run.Data!.Metrics!.First(metric => metric.Key == "accuracy").Value;
            Console.WriteLine($"{run.Info!.RunName}  {accuracy}");
        }
        // endsnippet
        return await best.Select(run => run.Info!.RunId!).ToListAsync();
    }

    internal static async Task<int> ReadAsync(TrackingClient client, string runId, string downloadFolder)
    {
        // snippet: python-read
        var run = await client.Runs.GetAsync(runId);
        var losses = await client.Metrics.GetHistoryAsync(runId, "loss").ToListAsync();
        var notes = await client.Artifacts.DownloadAsync(runId, "notes.txt", downloadFolder);
        Console.WriteLine($"{run.Info!.Status}: {losses.Count} losses, {await File.ReadAllTextAsync(notes)}");
        // endsnippet
        return losses.Count;
    }

    internal static async Task<string> RegisterAsync(TrackingClient client, string modelFolder, string targetFolder)
    {
        // snippet: python-models
        await using var run = await client.StartRunAsync("digits");
        var model = await run.LogModelAsync(modelFolder, "classifier", registeredModelName: "digits-classifier");
        await client.RegisteredModels.SetAliasAsync("digits-classifier", "champion", model.Version!.Version!);

        var champion = ModelUri.Parse("models:/digits-classifier@champion");
        var resolved = await client.Models.DownloadAsync(champion, targetFolder);
        Console.WriteLine($"{resolved.Name} version {resolved.Version} from run {resolved.RunId}");
        // endsnippet
        return resolved.Version!;
    }

    internal static async Task RefusedAsync(TrackingClient client)
    {
        // snippet: python-errors
        try
        {
            await client.Runs.GetAsync("no-such-run");
        }
        catch (TrackingClientException refused) when (refused.ErrorCode == "RESOURCE_DOES_NOT_EXIST")
        {
            Console.WriteLine(refused.Message);
        }
        // endsnippet
    }
}
