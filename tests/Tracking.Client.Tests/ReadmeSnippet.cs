using Tracking.Client;

namespace Tracking.Client.Tests;

/// <summary>
/// The SDK example of README.md, word for word between its marks; ReadmeSpecs runs it, SnippetSpecs compares it.
/// </summary>
internal static class ReadmeSnippet
{
    internal static async Task RunAsync(string modelFolder)
    {
        // snippet: sdk
        await using var client = new TrackingClient();   // MLFLOW_TRACKING_URI, else http://127.0.0.1:5000
        await using var run = await client.StartRunAsync(experimentName: "digits", runName: "first try");

        await run.LogParamsAsync(new Dictionary<string, object?> { ["learning_rate"] = 0.1, ["hidden"] = 32 });

        for (var epoch = 0; epoch < 20; epoch++)
        {
            var loss = 1.0 / (epoch + 1);                // your training step
            await run.LogMetricAsync("loss", loss, epoch);   // buffered: does not wait for the server
        }

        await run.LogTextAsync("3 images of 7 were taken for 1", "notes/errors.txt");

        var model = await run.LogModelAsync(modelFolder, "digits", registeredModelName: "digits-classifier");
        await run.SetAliasAsync(model.Version!, "champion");

        Console.WriteLine($"{run.Name} logged {model.ModelUri}, now models:/digits-classifier@champion");
        // endsnippet
    }
}
