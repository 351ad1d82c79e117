using System.Diagnostics;
using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Tracking.Server.Tests.Traces;

/// <summary>The exporter of OpenTelemetry for .NET sends its spans here as to any collector.</summary>
public sealed class OpenTelemetrySpecs : ServerSpecs
{
    private const string SourceName = "Tracking.Server.Tests.Exported";

    [Fact]
    public async Task Spans_of_an_exporter_are_found_by_what_they_tell()
    {
        using var source = new ActivitySource(SourceName);
        using (var provider = Export())
        {
            using var root = source.StartActivity("ask")!;
            root.SetTag("input.value", "why?");
            root.SetTag("session.id", "s-1");
            using var call = source.StartActivity("chat gpt", ActivityKind.Client)!;
            call.SetTag("openinference.span.kind", "LLM");
            call.SetTag("gen_ai.request.model", "gpt");
            call.SetTag("gen_ai.usage.input_tokens", 12);
            call.SetTag("gen_ai.usage.output_tokens", 30);
            call.SetStatus(ActivityStatusCode.Error, "cut off");
            call.Stop();
            root.Stop();
            Assert.True(provider.ForceFlush());
        }

        var info = await FindAsync("span.type = 'LLM' AND span.status = 'ERROR' AND name = 'ask'");
        Assert.Equal("OK", info.GetProperty("state").GetString());
        Assert.Equal("why?", info.GetProperty("request_preview").GetString());
        var metadata = info.GetProperty("trace_metadata");
        Assert.Equal("s-1", metadata.GetProperty("mlflow.trace.session").GetString());
        Assert.Equal(
            """{"input_tokens":12,"output_tokens":30,"total_tokens":42}""",
            metadata.GetProperty("mlflow.trace.tokenUsage").GetString());
        Assert.Equal(["ask", "chat gpt"], await SpansOfAsync(info.GetProperty("trace_id").GetString()!));
    }

    private TracerProvider Export() => Sdk.CreateTracerProviderBuilder()
        .AddSource(SourceName)
        .AddOtlpExporter(exporter =>
        {
            exporter.Endpoint = new Uri(Server.Address, "v1/traces");
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Headers = "x-mlflow-experiment-id=0";
            exporter.ExportProcessorType = ExportProcessorType.Simple;
        })
        .Build();

    private async Task<JsonElement> FindAsync(string filter)
    {
        var found = await Client.PostJsonAsync("../../3.0/mlflow/traces/search", $$"""
            {"locations": [{"mlflow_experiment": {"experiment_id": "0"} }], "filter": "{{filter}}"}
            """);
        return Assert.Single(found.GetProperty("traces").EnumerateArray());
    }

    private async Task<IEnumerable<string?>> SpansOfAsync(string traceId)
    {
        var trace = await Client.GetJsonAsync($"../../3.0/mlflow/traces/get?trace_id={traceId}");
        return [.. trace.GetProperty("trace").GetProperty("spans").EnumerateArray()
            .Select(span => span.GetProperty("name").GetString())];
    }
}
