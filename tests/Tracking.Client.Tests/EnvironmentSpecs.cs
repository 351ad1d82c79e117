using Tracking.Client.Internal;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public sealed class EnvironmentSpecs : IDisposable
{
    private static readonly Dictionary<string, Func<TrackingClientOptions, object?>> Meanings = new()
    {
        ["MLFLOW_TRACKING_URI=http://there:1"] = options => options.TrackingUri,
        ["MLFLOW_TRACKING_TOKEN=t"] = options => options.Token,
        ["MLFLOW_TRACKING_INSECURE_TLS=true"] = options => options.InsecureTls ? "true" : null,
        ["MLFLOW_TRACKING_SERVER_CERT_PATH=/ca.pem"] = options => options.ServerCertificatePath,
        ["MLFLOW_TRACKING_CLIENT_CERT_PATH=/me.pem"] = options => options.ClientCertificatePath,
        ["MLFLOW_EXPERIMENT_NAME=digits"] = options => options.ExperimentName,
        ["MLFLOW_EXPERIMENT_ID=7"] = options => options.ExperimentId,
        ["MLFLOW_RUN_ID=abc"] = options => options.RunId,
        ["MLFLOW_HTTP_REQUEST_TIMEOUT=5.5"] = options => options.RequestTimeout.TotalSeconds,
        ["MLFLOW_HTTP_REQUEST_MAX_RETRIES=3"] = options => options.MaxRetries,
        ["MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR=0.5"] = options => options.BackoffFactor,
        ["MLFLOW_HTTP_REQUEST_BACKOFF_JITTER=0.25"] = options => options.BackoffJitter,
        ["MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER=false"] = options => options.RespectRetryAfter ? null : "false",
        ["MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING=1"] = options => options.SystemMetrics.Enabled ? 1 : null,
        ["MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL=2.5"] =
            options => options.SystemMetrics.SamplingInterval.TotalSeconds,
        ["MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING=4"] = options => options.SystemMetrics.SamplesBeforeLogging,
        ["MLFLOW_SYSTEM_METRICS_NODE_ID=n1"] = options => options.SystemMetrics.NodeId,
    };

    private readonly TempFolder _home = new();

    public static TheoryData<string> Variables { get; } = [.. Meanings.Keys];

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Variables))]
    public void Each_variable_sets_its_option(string assignment)
    {
        var parts = assignment.Split('=');
        Assert.Equal(parts[1], FormattableString.Invariant($"{Meanings[assignment](Read(assignment))}"));
        Assert.NotEqual(parts[1], FormattableString.Invariant($"{Meanings[assignment](Read())}"));
    }

    [Theory]
    [InlineData("MLFLOW_TRACKING_INSECURE_TLS=yes", "expected true, false, 1 or 0")]
    [InlineData("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL=0", "expected a number from 0.1 to 3600")]
    [InlineData("MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING=0", "expected a number from 1 to 1000")]
    public void A_bad_value_is_named_with_what_was_expected(string assignment, string expected)
    {
        var parts = assignment.Split('=');
        var error = Assert.Throws<ArgumentException>(() => Read(assignment));
        Assert.Equal($"{parts[0]} is '{parts[1]}'; {expected}", error.Message);
    }

    [Fact]
    public void Credentials_come_from_the_file_where_the_variables_are_silent()
    {
        _home.Write(".mlflow/credentials",
            "; mine\n[other]\nmlflow_tracking_username = no\n[mlflow]\nmlflow_tracking_username = ann\n"
            + "MLFLOW_TRACKING_PASSWORD: p=w:d\n");
        var options = Read();
        Assert.Equal(("ann", "p=w:d"), (options.Username, options.Password));
        Assert.Equal(("bob", "p=w:d"),
            (Read("MLFLOW_TRACKING_USERNAME=bob").Username, Read("MLFLOW_TRACKING_USERNAME=bob").Password));
    }

    [Fact]
    public void Half_a_pair_of_credentials_is_none()
    {
        Assert.Null(Read("MLFLOW_TRACKING_USERNAME=bob").Username);
        Assert.Null(Read("MLFLOW_TRACKING_PASSWORD=p").Password);
        var both = Read("MLFLOW_TRACKING_USERNAME=bob", "MLFLOW_TRACKING_PASSWORD=p");
        Assert.Equal(("bob", "p"), (both.Username, both.Password));
    }

    [Fact]
    public void Databricks_is_found_by_its_own_variables()
    {
        var options = Read("MLFLOW_TRACKING_URI=databricks", "DATABRICKS_HOST=adb-1.example", "DATABRICKS_TOKEN=dapi",
            "MLFLOW_TRACKING_TOKEN=other");
        Assert.Equal(("https://adb-1.example", "dapi", null),
            (options.TrackingUri, options.Token, options.Username));
    }

    [Theory]
    [InlineData("databricks", "https://first.example", "one")]
    [InlineData("databricks://team", "https://second.example/", "two")]
    public void Databricks_is_found_by_a_profile(string uri, string host, string token)
    {
        _home.Write(".databrickscfg",
            "[DEFAULT]\nhost = first.example\ntoken = one\n[team]\nhost = https://second.example/\ntoken = two\n");
        var options = Read($"MLFLOW_TRACKING_URI={uri}");
        Assert.Equal((host, token), (options.TrackingUri, options.Token));
    }

    [Fact]
    public void Databricks_without_a_host_is_told_what_is_missing()
    {
        var error = Assert.Throws<ArgumentException>(() => Read("MLFLOW_TRACKING_URI=databricks://team"));
        Assert.Contains("nor a host in the profile [team]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_sent_as_bearer()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Json("{}"));
        await using var client = new TrackingClient(
            Read("MLFLOW_TRACKING_URI=databricks", $"DATABRICKS_HOST={server.Uri}", "DATABRICKS_TOKEN=dapi1"));
        await client.Experiments.SearchAsync().ToListAsync();
        Assert.Equal("Bearer dapi1", Assert.Single(server.Requests).Authorization);
    }

    private TrackingClientOptions Read(params string[] assignments)
    {
        var variables = assignments.Select(each => each.Split('=', 2)).ToDictionary(each => each[0], each => each[1]);
        return EnvironmentOptions.Read(null, name => variables.GetValueOrDefault(name), _home.Path);
    }
}
