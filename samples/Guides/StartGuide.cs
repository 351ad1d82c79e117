using Tracking.Client;

namespace Tracking.Guides;

/// <summary>The program of docs/guides/start.md.</summary>
internal static class StartGuide
{
    internal static async Task RunAsync()
    {
        // snippet: start
        await using var client = new TrackingClient();                      // http://127.0.0.1:5000
        await using var run = await client.StartRunAsync("line", runName: "first try");

        double[] xs = [0, 1, 2, 3, 4], ys = [1.1, 2.9, 5.2, 6.8, 9.1];      // about 2x + 1
        const double learningRate = 0.05;
        await run.LogParamAsync("learning_rate", learningRate);

        double slope = 0, offset = 0;
        for (var epoch = 0; epoch < 200; epoch++)
        {
            var errors = xs.Zip(ys, (x, y) => (slope * x) + offset - y).ToArray();
            slope -= learningRate * errors.Zip(xs, (error, x) => error * x).Average();
            offset -= learningRate * errors.Average();
            await run.LogMetricAsync("loss", errors.Average(error => error * error), epoch);
        }

        await run.LogTextAsync($"y = {slope:0.00} x + {offset:0.00}", "line.txt");
        Console.WriteLine($"y = {slope:0.00} x + {offset:0.00}, recorded as run {run.Id}");
        // endsnippet
    }
}
