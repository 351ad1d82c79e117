using System.Text.Json.Serialization;
using Tracking.Client.Datasets;
using Tracking.Client.Runs;

namespace Tracking.Client.Tests;

/// <summary>The examples of docs/guides/sdk.md, word for word between their marks; RunGuideSpecs runs them.</summary>
internal static partial class RunGuideSnippets
{
    internal static async Task RunAsync(TrackingClient client, string trainingData)
    {
        // snippet: sdk-runs
        await using var sweep = await client.StartRunAsync(new StartRunOptions
        {
            ExperimentName = "digits",
            Description = "Which learning rate?",
        });

        foreach (var rate in new[] { 0.1, 0.01 })
        {
            await using var trial = await sweep.StartNestedAsync($"rate {rate}");
            await Train(rate);
        }

        async Task Train(double rate)
        {
            var run = ActiveRun.Current!;              // the trial; after it, the sweep again
            await run.LogParamsAsync(new { rate, model = new { layers = new[] { 64, 32 } } });
        }
        // endsnippet

        // snippet: sdk-artifacts
        await sweep.LogTableAsync([new Prediction("3", "8"), new Prediction("1", "7")],
            GuideJson.Default.Prediction, "mistakes.json");
        await sweep.LogImageAsync("worst", PixelImage.FromUnit(28, 28, channels: 1, new float[784]), step: 1);
        await sweep.LogFigureAsync("<svg xmlns='http://www.w3.org/2000/svg'/>", "plots/loss.svg");
        // endsnippet

        // snippet: sdk-inputs
        var data = await LoggedDataset.FromCsvAsync(trainingData);
        await sweep.LogInputAsync(data, context: "train");
        // endsnippet

        // snippet: sdk-resume
        await using var again = await client.StartRunAsync(new StartRunOptions { RunId = sweep.Id });
        // endsnippet
    }

    internal sealed record Prediction(string Truth, string Answer);

    [JsonSerializable(typeof(Prediction))]
    internal sealed partial class GuideJson : JsonSerializerContext;
}
