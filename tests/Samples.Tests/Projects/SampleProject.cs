using System.Reflection;
using Tracking.Client;
using Tracking.Projects;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Projects;

/// <summary>Samples that <c>tracking run</c> takes, on a server and with a cache of their own.</summary>
internal sealed class SampleProject : IAsyncDisposable
{
    /// <summary>The first run builds the sample, and all of this repository that it needs, from nothing.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly RunningTrackingServer _server;
    private readonly TempFolder _cache = new();
    private readonly string _uri;

    private SampleProject(RunningTrackingServer server, string name)
    {
        _server = server;
        _uri = $"{RepositoryRoot()}#samples/{name}";
        Client = new TrackingClient(server.Address.ToString());
    }

    public TrackingClient Client { get; }

    public static async Task<SampleProject> StartAsync(string name) =>
        new(await RunningTrackingServer.StartAsync(), name);

    public async Task<ProjectRunResult> RunAsync(params (string Name, string Value)[] parameters)
    {
        var log = new List<string>();
        var options = new ProjectRunnerOptions { CacheFolder = _cache["cache"], Log = log.Add };
        var request = new ProjectRunRequest(_uri)
        {
            Parameters = parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
        };
        using var limit = new CancellationTokenSource(Limit);
        return await new ProjectRunner(Client, options).RunAsync(request, limit.Token);
    }

    public async Task<double> MetricAsync(string runId, string key)
    {
        var run = await Client.Runs.GetAsync(runId, Patience.Token());
        return run.Data!.Metrics!.Single(metric => metric.Key == key).Value!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
        _cache.Dispose();
    }

    private static string RepositoryRoot()
    {
        var folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
        while (folder is not null && !File.Exists(Path.Join(folder, "Tracking.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
