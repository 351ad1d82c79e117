using System.Text;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Projects.Tests;

/// <summary>A server, a runner with a cache of its own, and a folder for projects.</summary>
internal sealed class ProjectRig : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunningTrackingServer _server;
    private readonly MemoryStream _output = new();
    private readonly List<string> _log = [];

    private ProjectRig(RunningTrackingServer server, Func<ProjectRunnerOptions, ProjectRunnerOptions> change)
    {
        _server = server;
        Client = new TrackingClient(server.Address.ToString());
        Runner = new ProjectRunner(Client, change(new ProjectRunnerOptions
        {
            CacheFolder = _folder["cache"],
            StandardOutput = _output,
            StandardError = _output,
            GracePeriod = TimeSpan.FromSeconds(2),
            Log = line =>
            {
                lock (_log)
                {
                    _log.Add(line);
                }

                OnLog(line);
            },
        }));
    }

    public TrackingClient Client { get; }

    public ProjectRunner Runner { get; }

    public Uri Address => _server.Address;

    /// <summary>What the programs wrote.</summary>
    public string Output => Encoding.UTF8.GetString(_output.ToArray());

    public IReadOnlyList<string> Log => _log;

    /// <summary>Is told of each line as it comes.</summary>
    public Action<string> OnLog { get; set; } = static _ => { };

    public string CacheFolder => _folder["cache"];

    /// <summary>The folder of the project.</summary>
    public string Project => _folder["project"];

    public static async Task<ProjectRig> StartAsync(
        Func<ProjectRunnerOptions, ProjectRunnerOptions>? change = null) =>
        new(await RunningTrackingServer.StartAsync(), change ?? (options => options));

    /// <summary>Writes a file of the project.</summary>
    public void Write(string file, string content) => _folder.Write(Path.Join("project", file), content);

    /// <summary>Writes an MLproject file with one entry point.</summary>
    public void WriteMain(string command, string parameters = "{}") =>
        Write("MLproject", $"entry_points:\n  main:\n    parameters: {parameters}\n    command: {command}\n");

    public Task<ProjectRunResult> RunAsync(params (string Name, string Value)[] parameters) => Runner.RunAsync(
        new ProjectRunRequest(Project)
        {
            Parameters = parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
        },
        Patience.Token());

    public async Task<Run> RunOfAsync(ProjectRunResult result) =>
        await Client.Runs.GetAsync(result.RunId, Patience.Token());

    public async Task<string> ArtifactAsync(string runId, string path)
    {
        var file = await Client.Artifacts.DownloadAsync(runId, path, _folder[Guid.NewGuid().ToString("n")]);
        return await File.ReadAllTextAsync(file, Patience.Token());
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
