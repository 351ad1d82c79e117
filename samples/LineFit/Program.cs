using System.Globalization;
using Tracking.Client;

// A project without any file that says so: tracking run samples/LineFit -P points=200 -P noise=0.1
var values = args.Chunk(2).ToDictionary(
    pair => pair[0].TrimStart('-'), pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
var points = (int)values.GetValueOrDefault("points", 100);
var noise = values.GetValueOrDefault("noise", 0.1);

// y = 2 x + 1, and noise that is the same every time.
var random = new Random((int)values.GetValueOrDefault("seed", 7));
var x = Enumerable.Range(0, points).Select(i => (double)i / points).ToArray();
var y = x.Select(at => (2 * at) + 1 + (noise * (random.NextDouble() - 0.5))).ToArray();

var (meanX, meanY) = (x.Average(), y.Average());
var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
var intercept = meanY - (slope * meanX);
var error = Math.Sqrt(x.Zip(y, (a, b) => Math.Pow(b - (slope * a) - intercept, 2)).Average());

// MLFLOW_RUN_ID and MLFLOW_TRACKING_URI are set: what is logged lands in the run that tracking run made.
await using var client = new TrackingClient();
await using var run = await client.StartRunAsync();
await run.LogMetricsAsync(new Dictionary<string, double>
{
    ["slope"] = slope,
    ["intercept"] = intercept,
    ["rmse"] = error,
});
await run.LogTextAsync($"y = {slope:0.000} x + {intercept:0.000}\n", "line.txt");
Console.WriteLine($"y = {slope:0.000} x + {intercept:0.000}, error {error:0.0000}");
