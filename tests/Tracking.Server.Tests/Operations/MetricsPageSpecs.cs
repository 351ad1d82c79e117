using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Tracking.Server.Operations.Exposition;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

public sealed partial class MetricsPageSpecs : ServerSpecs
{
    private const string Created =
        """http_request_method="POST",http_response_status_code="200",http_route="/api/2.0/mlflow/runs/create" """;

    [Fact]
    public async Task Requests_are_counted_and_timed_by_route_method_and_status()
    {
        await Client.NewRunAsync();
        await Client.NewRunAsync();

        var text = await Client.GetStringAsync("metrics");

        Assert.Equal(2, ValueOf(text, $"http_server_request_duration_seconds_count{{{Created.Trim()}}}"));
        Assert.Equal(2, ValueOf(text, $"http_server_request_duration_seconds_bucket{{{Created.Trim()},le=\"+Inf\"}}"));
        Assert.Equal(1, ValueOf(text, "http_server_active_requests"));
    }

    [Fact]
    public async Task Writes_commits_and_files_of_the_store_are_shown()
    {
        await Client.NewRunAsync();

        var text = await Client.GetStringAsync("metrics");

        // What works in the background writes too.
        Assert.True(ValueOf(text, "tracking_store_write_duration_seconds_count{outcome=\"ok\"}") >= 1);
        Assert.True(ValueOf(text, "tracking_store_commit_writes_sum") >= 1);
        Assert.InRange(ValueOf(text, "tracking_store_waiting_writes"), 0, 10);
        Assert.InRange(ValueOf(text, "tracking_store_readers_in_use"), 0, 64);
        Assert.True(ValueOf(text, "tracking_store_file_size_bytes{file=\"database\"}") > 0);
        Assert.True(ValueOf(text, "tracking_store_file_size_bytes{file=\"log\"}") > 0);
        Assert.True(ValueOf(text, "process_resident_memory_bytes") > 1_000_000);
        Assert.Contains("tracking_build_info{dotnet=", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_of_artifacts_are_counted_both_ways()
    {
        const string File = "api/2.0/mlflow-artifacts/artifacts/counted.bin";
        using var stored = await Client.PutAsync(File, new ByteArrayContent(new byte[100_000]));
        await Client.GetByteArrayAsync(File);
        await Client.GetByteArrayAsync(File);

        var text = await Client.GetStringAsync("metrics");

        Assert.Equal(100_000, ValueOf(text, "tracking_artifacts_received_bytes_total"));
        Assert.Equal(200_002, ValueOf(text, "tracking_artifacts_sent_bytes_total"));
    }

    [Fact]
    public async Task Every_line_is_of_the_text_format_and_buckets_never_fall()
    {
        await Client.NewRunAsync();
        using var answer = await Client.GetAsync("metrics");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        var named = Types().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(named.Distinct(), named);
        var buckets = Buckets().Matches(text)
            .GroupBy(match => match.Groups[1].Value, match => long.Parse(match.Groups[2].Value));
        Assert.All(buckets, counts => Assert.Equal(counts.Order(), counts));
    }

    [Fact]
    public async Task OpenMetrics_is_given_to_those_who_accept_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/openmetrics-text;version=1.0.0"));
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("application/openmetrics-text", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE process_cpu_seconds counter\n# UNIT process_cpu_seconds seconds\n", text);
        Assert.Contains("\nprocess_cpu_seconds_total ", text);
    }

    [Fact]
    public async Task Two_servers_in_one_process_show_their_own_figures()
    {
        await using var other = await RunningTrackingServer.StartAsync();
        await other.Client.NewRunAsync();

        Assert.DoesNotContain("runs/create", await Client.GetStringAsync("metrics"), StringComparison.Ordinal);
        Assert.Contains("runs/create", await other.Client.GetStringAsync("metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_labels_are_escaped_and_their_number_is_bounded()
    {
        using var meter = new Meter("test");
        var family = new MetricFamily(meter.CreateCounter<int>("a.b", "By"), tags: null);
        family.Record(1, [new("x.y", "a\"b\\c\nd"), new("none", null)]);
        for (var i = 0; i < 5_000; i++)
        {
            family.Record(1, [new("n", i)]);
        }

        var text = new PrometheusText(isOpenMetrics: false);
        text.Family(family);
        var lines = text.End().Split('\n');
        Assert.Contains("""a_b_bytes_total{x_y="a\"b\\c\nd"} 1""", lines);
        Assert.Contains("""a_b_bytes_total{otel_metric_overflow="true"} 1001""", lines);
    }

    private static double ValueOf(string text, string sample)
    {
        var line = Assert.Single(text.Split('\n'), line => line.StartsWith(sample + " ", StringComparison.Ordinal));
        return double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.E+-]+)$""")]
    private static partial Regex Line();

    [GeneratedRegex("^# TYPE ([a-z_]+)", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex("^([a-z_]+_bucket\\{.*?),?le=[^ ]+ ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Buckets();
}
