using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracking.AotTraining;
using Tracking.Client;
using Tracking.Client.Diagnostics;
using Tracking.Client.Hosting;
using Tracking.Client.Hosting.Logs;
using Tracking.Models.Format;
using Tracking.Models.Uris;

var services = new ServiceCollection();
services.AddTracking(options => options with { CacheFolder = Path.Join(Path.GetTempPath(), "tracking-aot-training") });
services.AddLogging(logging => logging.AddTracking());
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<TrackingClient>();
var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("AotTraining");

await using var run = await client.StartRunAsync("aot-training", "a line through four points");
await using var meters = run.RecordMeters(LineFit.MeterName);
await using var traces = run.RecordActivities(LineFit.SourceName);
await run.LogParamsAsync([new("learning_rate", LineFit.LearningRate), new("epochs", LineFit.Epochs)]);

var line = new LineFit();
for (var epoch = 0; epoch < LineFit.Epochs; epoch++)
{
    var loss = line.Step();
    await run.LogMetricAsync("loss", loss, epoch);
    if (epoch % 50 == 0)
        Messages.Epoch(log, epoch, loss);
}

await run.LogJsonAsync(new LineParameters(line.Slope, line.Offset), LineJson.Default.LineParameters, "line.json");
var folder = Directory.CreateTempSubdirectory("tracking-aot-").FullName;
try
{
    await line.SaveAsync(Path.Join(folder, "model"));
    var model = await run.LogModelAsync(Path.Join(folder, "model"), "line", registeredModelName: "aot-line");
    await run.SetAliasAsync(model.Version!, "champion");
    await client.Models.DownloadAsync(ModelUri.Parse("models:/aot-line@champion"), Path.Join(folder, "copy"));
    var flavors = (await ModelDirectory.OpenAsync(Path.Join(folder, "copy"))).MlModel.Flavors.Keys;
    Console.WriteLine(FormattableString.Invariant(
        $"y = {line.Slope:0.00} x + {line.Offset:0.00}, {string.Join(", ", flavors)}, run {run.Id}"));
}
finally
{
    Directory.Delete(folder, recursive: true);
}
