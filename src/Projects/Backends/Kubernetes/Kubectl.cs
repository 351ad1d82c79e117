using System.Text.Json;
using Tracking.Projects.Execution;

namespace Tracking.Projects.Backends.Kubernetes;

/// <summary>A cluster by kubectl.</summary>
/// <param name="programFolders">Where kubectl is looked for first.</param>
/// <param name="context">Of its configuration; null for the current one.</param>
internal sealed class Kubectl(IReadOnlyList<string> programFolders, string? context)
{
    /// <summary>After so many looks in a row that failed, the cluster is given up.</summary>
    private const int FailuresMax = 60;

    private readonly string _program = ProgramSearch.Require(
        "kubectl", "install kubectl (apt-get install kubernetes-client, or snap install kubectl)", programFolders);

    private int _failures;

    /// <summary>Null: that of the context.</summary>
    public string? Namespace { get; set; }

    public Task CreateAsync(string manifestFile) =>
        RunAsync("hand the run to Kubernetes", CancellationToken.None, "create", "--filename", manifestFile);

    public Task DeleteAsync(string job) => RunAsync(
        $"delete the job '{job}'", CancellationToken.None, "delete", "job", job, "--ignore-not-found", "--wait=false");

    /// <summary>The job and its pods; null when the cluster gives no answer this time.</summary>
    /// <exception cref="ProjectException">The cluster has not answered for long.</exception>
    public async Task<KubernetesJobState?> StateAsync(string job, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await RunAsync(
                $"ask for the job '{job}'", cancellationToken, "get", "job", job, "--output", "json");
            var pods = await RunAsync(
                $"ask for the pods of '{job}'", cancellationToken,
                "get", "pods", "--selector", $"job-name={job}", "--sort-by", ".metadata.creationTimestamp", "--output",
                "json");
            _failures = 0;
            return KubernetesJobState.Parse(answer, pods);
        }
        catch (ProjectException error) when (error.Message.Contains("(NotFound)", StringComparison.Ordinal))
        {
            return KubernetesJobState.Deleted;
        }
        catch (Exception error) when (error is ProjectException or JsonException && ++_failures < FailuresMax)
        {
            return null;
        }
    }

    /// <summary>Writes what a pod writes, until the pod ends.</summary>
    public ProcessLaunch Logs(string pod) =>
        new([_program, .. Common(), "logs", "--follow", pod], Environment.CurrentDirectory);

    private Task<string> RunAsync(string purpose, CancellationToken cancellationToken, params string[] arguments) =>
        Tool.RunAsync(Environment.CurrentDirectory, purpose, [_program, .. Common(), .. arguments], cancellationToken);

    private IEnumerable<string> Common() =>
    [
        .. context is null ? (string[])[] : ["--context", context],
        .. Namespace is { } name ? (string[])["--namespace", name] : [],
    ];
}
