using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracking.Client.Hosting.Logs;
using Tracking.TestKit;

namespace Tracking.Client.Hosting.Tests;

public sealed partial class RunLogSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly PutSignal _puts = new();
    private RunningTrackingServer _server = null!;
    private TrackingClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningTrackingServer.StartAsync();
        _client = new TrackingClient(new TrackingClientOptions
        {
            TrackingUri = _server.Address.ToString(),
            EndRunsWithProcess = false,
            HttpHandler = _puts,
        });
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    public void Dispose()
    {
        _puts.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Records_of_a_run_are_among_its_artifacts_when_it_has_ended()
    {
        await using var services = Services();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Training");
        Told(log, "before the run");
        await using var run = await _client.StartRunAsync(cancellationToken: Patience.Token());
        Epoch(log, 3, 0.25);
        Failed(log, new InvalidOperationException("no data"));
        await run.EndAsync();
        Told(log, "after the run");
        var lines = await LogOfAsync(run.Id);
        Assert.Matches(
            @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info Training\[7\]: epoch 3 has loss 0\.25$", lines[0]);
        Assert.EndsWith("error Training: it failed", lines[1], StringComparison.Ordinal);
        Assert.Equal("    System.InvalidOperationException: no data", lines[2]);
        Assert.DoesNotContain(lines, line => line.Contains("the run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Levels_are_chosen_by_category_as_for_any_provider()
    {
        await using var services = Services(null, ("Logging:Tracking:LogLevel:Default", "Warning"),
            ("Logging:Tracking:LogLevel:Loud", "Information"));
        var loggers = services.GetRequiredService<ILoggerFactory>();
        await using var run = await _client.StartRunAsync(cancellationToken: Patience.Token());
        Told(loggers.CreateLogger("Quiet"), "unwanted");
        Told(loggers.CreateLogger("Loud"), "wanted");
        await run.EndAsync();
        Assert.EndsWith("info Loud: wanted", Assert.Single(await LogOfAsync(run.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_a_record_has_its_properties_and_scopes()
    {
        await using var services = Services(new RunLogOptions { Format = RunLogFormat.JsonLines });
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Training");
        await using var run = await _client.StartRunAsync(cancellationToken: Patience.Token());
        using (log.BeginScope("fold 1"))
            Epoch(log, 3, 0.25);
        await run.EndAsync();
        var record = JsonNode.Parse(Assert.Single(await LogOfAsync(run.Id)))!;
        Assert.Equal(("info", "Training", 7, "epoch 3 has loss 0.25"), ((string?)record["level"],
            (string?)record["category"], (int)record["event"]!, (string?)record["message"]));
        Assert.Equal((3, 0.25), ((int)record["properties"]!["epoch"]!, (double)record["properties"]!["loss"]!));
        Assert.Equal("fold 1", (string?)record["scopes"]![0]);
    }

    [Fact]
    public async Task A_long_log_is_in_parts_that_are_whole()
    {
        await using var services = Services(new RunLogOptions { PartChars = 1_000, MaxWaitingParts = 100 });
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Training");
        await using var run = await _client.StartRunAsync(cancellationToken: Patience.Token());
        foreach (var number in Enumerable.Range(0, 100))
            Told(log, $"line {number}");
        await run.EndAsync();
        var lines = await LogOfAsync(run.Id);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(number => $"line {number}"),
            lines.Select(line => line[line.IndexOf("line", StringComparison.Ordinal)..]));
        Assert.True(await CountFilesAsync(run.Id) > 3);
    }

    [Fact]
    public async Task What_was_logged_is_uploaded_while_the_run_goes_on()
    {
        var time = new ManualTime();
        await using var services = Services(time);
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Training");
        await using var run = await _client.StartRunAsync(cancellationToken: Patience.Token());
        foreach (var word in (string[])["one", "two"])
        {
            Told(log, word);
            time.Advance(TimeSpan.FromSeconds(10));
            await _puts.WaitAsync("/00001.log");
            Assert.EndsWith(word, (await LogOfAsync(run.Id))[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Runs_at_the_same_time_have_logs_of_their_own()
    {
        await using var services = Services();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Training");
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(async number =>
        {
            await using var run = await _client.StartRunAsync(cancellationToken: Patience.Token());
            Told(log, $"run {number}");
            return run.Id;
        }));
        foreach (var (run, number) in runs.Select((run, number) => (run, number)))
            Assert.EndsWith($"run {number}", Assert.Single(await LogOfAsync(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_dropped_and_counted()
    {
        var parts = new RunLogParts(new RunLogOptions { PartChars = 1_000, MaxWaitingParts = 1 });
        var record = new string('x', 599) + "\n";
        foreach (var _ in Enumerable.Range(0, 5))
            parts.Add(record);
        var first = parts.Next()!;
        parts.Uploaded(first);
        parts.Add("last\n");
        Assert.Equal((1, record), (first.Number, first.Text));
        Assert.Equal((2, record + "(3 records were dropped here)\nlast\n"), (parts.Next()!.Number, parts.Next()!.Text));
    }

    [Fact]
    public void A_part_that_grew_while_it_was_uploaded_is_uploaded_again()
    {
        var parts = new RunLogParts(new RunLogOptions());
        parts.Add("one\n");
        var taken = parts.Next()!;
        parts.Add("two\n");
        parts.Uploaded(taken);
        Assert.Equal("one\ntwo\n", parts.Next()!.Text);
        parts.Uploaded(parts.Next()!);
        Assert.Null(parts.Next());
    }

    [LoggerMessage(7, LogLevel.Information, "epoch {epoch} has loss {loss}")]
    private static partial void Epoch(ILogger logger, int epoch, double loss);

    [LoggerMessage(LogLevel.Error, "it failed", EventId = 0)]
    private static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Information, "{what}", EventId = 0)]
    private static partial void Told(ILogger logger, string what);

    private static ServiceProvider Services(
        RunLogOptions? options = null, params (string Key, string Value)[] settings) =>
        Services(options, null, settings);

    private static ServiceProvider Services(ManualTime time) => Services(null, time);

    private static ServiceProvider Services(
        RunLogOptions? options, ManualTime? time, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(each => each.Key, each => (string?)each.Value)).Build();
        var services = new ServiceCollection();
        if (time is not null)
            services.AddSingleton<TimeProvider>(time);
        return services.AddLogging(logging => logging
            .AddConfiguration(configuration.GetSection("Logging")).AddTracking(options)).BuildServiceProvider();
    }

    private async Task<string[]> LogOfAsync(string run)
    {
        var copy = await _client.Artifacts.DownloadAsync(run, "logs", _folder[Guid.NewGuid().ToString("n")]);
        var texts = Directory.GetFiles(copy, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => File.ReadAllText(file));
        return string.Concat(texts).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<int> CountFilesAsync(string run)
    {
        var copy = await _client.Artifacts.DownloadAsync(run, "logs", _folder[Guid.NewGuid().ToString("n")]);
        return Directory.GetFiles(copy, "*", SearchOption.AllDirectories).Length;
    }
}
