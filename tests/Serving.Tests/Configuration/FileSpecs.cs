using Tracking.Models.Flavors.Onnx;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting.Configuration;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Configuration;

public class FileSpecs
{
    public static TheoryData<string, string> Faults
    {
        get
        {
            var cases = new TheoryData<string, string>();
            var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Configuration", "faults.txt"));
            foreach (var one in text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Split("---\n"))
            {
                var parts = one.Split("=> ");
                cases.Add(parts[0], parts[1].Trim());
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_one_line_with_file_line_key_value_and_what_was_expected(string yaml, string expected)
    {
        var error = Assert.Throws<ServingException>(() => ConfigText.Parse(yaml, "serving.yaml"));

        Assert.Equal(ServingError.HostUnusable, error.Error);
        Assert.StartsWith("serving.yaml ", error.Message);
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_file_that_is_missing_or_too_large_is_named()
    {
        using var folder = new TempFolder();
        folder.Write("large.yaml", new string('#', ConfigText.BytesMax + 1));

        var missing = await Assert.ThrowsAsync<ServingException>(() => ServingConfig.ReadAsync(folder["no.yaml"]));
        var large = await Assert.ThrowsAsync<ServingException>(() => ServingConfig.ReadAsync(folder["large.yaml"]));

        Assert.Contains(folder["no.yaml"], missing.Message);
        Assert.Contains("large.yaml is larger than the 1048576 bytes", large.Message);
    }

    [Fact]
    public async Task The_complete_example_of_the_guide_is_read_whole()
    {
        using var folder = Example(out var text);
        folder.Write("serving.yaml", text);
        var options = new ServingOptions();

        var config = await ServingConfig.ReadAsync(folder["serving.yaml"], Patience.Token());
        config.ApplyTo(options);

        Assert.Equal("http://127.0.0.1:5000", config.TrackingUri);
        Assert.Equal(("0.0.0.0", 8080, 8081), (options.Host, options.Port, options.GrpcPort));
        Assert.Equal(folder["tls/cert.pem"], options.Tls?.CertificateFile);
        Assert.Equal(["predict-key", "admin-key-1"], options.Access.PredictKeys.Concat(options.Access.AdminKeys));
        Assert.Equal(ServingRole.Off, options.Access.Groups[EndpointGroup.Docs]);
        Assert.Equal((AccessLogFormat.Json, 16L << 20), (options.AccessLog, options.MaxBodyBytes));
        Assert.Equal((256, TimeSpan.FromSeconds(30)), (options.Limits.ConcurrentRequests, options.RequestTimeout));
        Assert.Equal((2L << 30, TimeSpan.FromHours(1)), (options.MemoryBudgetBytes, options.UnloadAfterIdle));
        Assert.Equal((50, 5), (options.Batching.LatencyTarget.TotalMilliseconds, options.DrainDelay.TotalSeconds));
        Assert.Equal("http/protobuf", config.OpenTelemetry["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal(4, config.Sets.Count);
    }

    [Fact]
    public void What_a_model_states_is_over_what_the_host_says()
    {
        using var folder = Example(out var text);
        var host = new BatchingOptions { MaxRows = 500, MaxQueuedRequests = 7 };

        var model = ConfigText.Parse(text, folder["serving.yaml"]).Models[0].Under(host);

        Assert.Equal("models:/iris@champion", $"{model.Uri}");
        Assert.Equal(("iris", true, false, 3), (model.Name, model.IsPinned, model.LoadsOnDemand, model.WarmUpRuns));
        Assert.Equal(64, model.ConcurrentRequests);
        Assert.Equal((32, 7, 1), (
            model.Batching!.MaxRows, model.Batching.MaxQueuedRequests, model.Batching.DefaultPriority));
        Assert.Equal([8, 16], model.Batching.PreferredRows);
        Assert.Equal((2, OnnxGraphOptimization.Extended), (
            model.Session!.IntraOpThreads, model.Session.GraphOptimization));
        Assert.Equal("1", model.Session.ExtraSessionConfig["session.set_denormal_as_zero"]);
    }

    [Fact]
    public void The_guide_shows_the_example_file()
    {
        using var _ = Example(out var text);
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Configuration", "serving.md"));

        Assert.Contains($"```yaml\n{text}```", guide);
    }

    private static TempFolder Example(out string text)
    {
        text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Configuration", "serving.yaml"));
        var folder = new TempFolder();
        Directory.CreateDirectory(folder["repository"]);
        folder.Write("keys.txt", "# who may call\npredict:predict-key\nadmin:admin-key-1\n");
        return folder;
    }
}
