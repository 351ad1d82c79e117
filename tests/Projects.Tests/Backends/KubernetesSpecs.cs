using System.Text.RegularExpressions;
using Tracking.Contracts.Runs;
using Tracking.Projects.Backends.Kubernetes;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Backends;

/// <summary>A run on a cluster, to the exact command lines: kubectl and docker write them down.</summary>
public sealed partial class KubernetesSpecs : IAsyncLifetime, IDisposable
{
    private const string Template = """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: "{replaced with MLflow Project name}"
          namespace: mlflow
        spec:
          ttlSecondsAfterFinished: 100
          template:
            spec:
              containers:
              - name: "{replaced with MLflow Project name}"
                image: "{replaced with URI of Docker image created during Project execution}"
                command: ["{replaced with MLflow Project entry point command}"]
                env: [{name: KEPT, value: "1"}, {name: MLFLOW_RUN_ID, value: other}]
                resources: {limits: {memory: 512Mi}}
        """;

    private readonly FakePrograms _programs = new();
    private ProjectRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await ProjectRig.StartAsync(options => options with { ProgramFolders = [_programs.Folder] });
        _rig.Write("MLproject", """
            name: My Churn
            docker_env: {image: "base:1", environment: [["MODE", "yes"]]}
            entry_points:
              main:
                parameters: {data: path, lr: {type: float, default: 0.1}}
                command: "python train.py {data} --lr {lr} | tee out"
            """);
        _rig.Write("data/a.csv", "1\n");
        _rig.Write("job.yaml", Template);
        _programs.Write("docker", """
            case "$*" in
              *"{{.Id}}"*) echo sha256:0123 ;;
              *RepoDigests*) echo registry.example.org/team/churn@sha256:4567 ;;
            esac
            """);
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task A_run_is_a_job_made_of_the_template()
    {
        Answer("""{"status":{"conditions":[{"type":"Complete","status":"True"}]}}""", "Succeeded", 0);

        var result = await RunAsync();

        Assert.Equal(RunStatus.Finished, result.Status);
        Approve.Text(Settled(result.RunId, _programs.Calls + "\n" + _programs.Kept("manifest")));
        Assert.Equal("a line of the pod\n", await _rig.ArtifactAsync(result.RunId, "project/output.log"));
        var tags = (await _rig.RunOfAsync(result)).Data!.Tags!.ToDictionary(tag => tag.Key!, tag => tag.Value);
        Assert.Equal("kubernetes", tags["mlflow.project.backend"]);
        Assert.Equal("sha256:0123", tags["mlflow.docker.image.id"]);
    }

    [Fact]
    public async Task A_job_that_fails_fails_the_run_with_its_pods_exit_code()
    {
        Answer(
            """{"status":{"conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded"}]}}""",
            "Failed",
            7);

        var result = await RunAsync();

        Assert.Equal((RunStatus.Failed, 7), (result.Status, result.ExitCode));
        Assert.Contains(_rig.Log, line => line.EndsWith("Failed (BackoffLimitExceeded)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_deletes_the_job_and_kills_the_run()
    {
        Answer("""{"status":{"active":1}}""", "Running", null);
        using var cancellation = new CancellationTokenSource();
        _rig.OnLog = line =>
        {
            if (line.EndsWith("Running", StringComparison.Ordinal))
            {
                cancellation.Cancel();
            }
        };

        var result = await RunAsync(cancellation.Token).WaitAsync(Patience.Limit);

        Assert.Equal(RunStatus.Killed, result.Status);
        Assert.Contains("delete job my-churn-", _programs.Calls, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Killed, (await _rig.RunOfAsync(result)).Info!.Status);
    }

    [Theory]
    [InlineData("""{"kube-job-template-path": "job.yaml"}""", "Could not find 'repository-uri' in the backend config.")]
    [InlineData("""{"repository-uri": "r"}""", "Could not find 'kube-job-template-path' in the backend config.")]
    [InlineData("""{"repository-uri": "r", "kube-job-template-path": "no.yaml"}""", "does not exist")]
    [InlineData("""{"repository_uri": "r"}""", "'repository_uri' means nothing to the backend 'kubernetes'")]
    public async Task A_configuration_that_is_not_whole_is_refused(string config, string expected)
    {
        var error = await Assert.ThrowsAsync<ProjectException>(() => RunAsync(config, Patience.Token()));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: Pod", "is not of 'kind: Job'")]
    [InlineData("kind: Job\nmetadata: {}\nspec: {template: {spec: {}}}", "has no container")]
    [InlineData("kind: Job\nmetadata: {}", "has no mapping 'spec'")]
    public void A_template_that_is_no_job_is_refused(string template, string expected)
    {
        var error = Assert.Throws<ProjectException>(
            () => JobManifest.Of(template, new JobContainer("j", "c", "i", ["x"], [])));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("My Churn!", "my-churn")]
    [InlineData("---", "project")]
    [InlineData("0123456789012345678901234567890123456789", "01234567890123456789012345678901234")]
    public void A_name_is_made_one_that_Kubernetes_takes(string name, string expected) =>
        Assert.Equal(expected, KubernetesNames.Of(name));

    private Task<ProjectRunResult> RunAsync(CancellationToken? cancellationToken = null) => RunAsync(
        $$"""
        {"kube-context": "minikube", "repository-uri": "registry.example.org/team/churn",
         "kube-job-template-path": "{{Path.Join(_rig.Project, "job.yaml")}}"}
        """,
        cancellationToken ?? Patience.Token());

    private Task<ProjectRunResult> RunAsync(string config, CancellationToken cancellationToken) => _rig.Runner.RunAsync(
        new ProjectRunRequest(_rig.Project)
        {
            Backend = "kubernetes",
            BackendConfig = config,
            Retries = 2,
            Timeout = TimeSpan.FromMinutes(10),
            Parameters = new Dictionary<string, string> { ["data"] = "data/a.csv" },
        },
        cancellationToken);

    private void Answer(string job, string phase, int? exitCode)
    {
        var state = exitCode is null
            ? """{"running":{}}"""
            : "{\"terminated\":{\"exitCode\":" + exitCode + "}}";
        var script = """
            case "$*" in
              *" create "*) cp "$(eval echo \${$#})" "$kept/manifest" ;;
              *" get job "*) echo 'JOB' ;;
              *" get pods "*) echo '{"items":[{"metadata":{"name":"pod-1"},
                "status":{"phase":"PHASE","containerStatuses":[{"state":STATE}]}}]}' ;;
              *" logs "*) echo 'a line of the pod' ;;
            esac
            """;
        _programs.Write(
            "kubectl",
            script.Replace("JOB", job, StringComparison.Ordinal)
                .Replace("PHASE", phase, StringComparison.Ordinal)
                .Replace("STATE", state, StringComparison.Ordinal));
    }

    /// <summary>What differs from run to run is named.</summary>
    private string Settled(string runId, string text) => Times().Replace(
        Digests().Replace(
            text.Replace(runId, "RUN", StringComparison.Ordinal)
                .Replace(_rig.Address.ToString().TrimEnd('/'), "SERVER", StringComparison.Ordinal)
                .Replace(_rig.CacheFolder, "CACHE", StringComparison.Ordinal)
                .Replace(Path.GetTempPath(), "TEMP/", StringComparison.Ordinal),
            "churn:DIGEST"),
        "TIME");

    [GeneratedRegex("churn:[0-9a-f]{12}")]
    private static partial Regex Digests();

    [GeneratedRegex(@"\d{4}(-\d\d){5}-\d{6}|(?<=(tracking-job-|tracking-image-))\w{6}|(?<=work/)[0-9a-f]{32}")]
    private static partial Regex Times();
}
