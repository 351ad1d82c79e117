using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;

namespace Tracking.Serving.Operations.Exposition;

/// <summary>GET /metrics: the figures under Triton's names, then the host's own instruments.</summary>
internal sealed class MetricsPage(InferenceEngine engine, MeterSeries series)
{
    private const double NanosecondsPerMicrosecond = 1_000;
    private const string Queue = "tracking.serving.queue.length";
    private const string Requests = "tracking.serving.request.duration";

    private static readonly TritonFamily[] Counters =
    [
        new("nv_inference_request_success", "Successful requests.", one => one.Success.Count),
        new("nv_inference_count", "Rows scored.", one => one.InferenceCount),
        new("nv_inference_exec_count", "Runs of the model.", one => one.ExecutionCount),
        new("nv_inference_request_duration_us", "Whole requests, in all.", one => Micros(one.Success)),
        new("nv_inference_queue_duration_us", "Waiting in the queue, in all.", one => Micros(one.Queue)),
        new("nv_inference_compute_input_duration_us", "Reading inputs, in all.", one => Micros(one.ComputeInput)),
        new("nv_inference_compute_infer_duration_us", "Running the model, in all.", one => Micros(one.ComputeInfer)),
        new("nv_inference_compute_output_duration_us", "Writing answers, in all.", one => Micros(one.ComputeOutput)),
    ];

    public Task SendAsync(HttpContext context)
    {
        context.Response.ContentType = PrometheusText.ContentType;
        return context.Response.WriteAsync(Write(), context.RequestAborted);
    }

    private string Write()
    {
        var text = new PrometheusText();
        var own = series.Read();
        var models = engine.Statistics();
        foreach (var family in Counters)
        {
            text.Family(family.Name, "counter", family.Help);
            foreach (var model in models)
            {
                text.Sample(
                    family.Name, PrometheusText.Labels(model.Name, model.Version ?? ""), family.Value(model));
            }
        }

        WriteFailures(text, models, own);
        WritePending(text, models, own);
        WriteOwn(text, own);
        return text.ToString();
    }

    private static void WriteFailures(
        PrometheusText text,
        IReadOnlyList<ModelStatisticsSnapshot> models,
        IReadOnlyList<KeyValuePair<SeriesKey, Series>> own)
    {
        const string name = "nv_inference_request_failure";
        text.Family(name, "counter", "Failed requests by reason.");
        foreach (var model in models)
        {
            var version = model.Version ?? "";
            var rejected = CountOf(own, "reject", model.Name, version);
            foreach (var (reason, count) in (ReadOnlySpan<(string, long)>)
                [("REJECTED", rejected), ("CANCELED", model.Cancel.Count), ("BACKEND", model.Fail.Count)])
            {
                text.Sample(name, PrometheusText.Labels(model.Name, version, "reason", reason), count);
            }
        }

        // Turned away before anybody read which model was meant.
        foreach (var (reason, outcome) in (ReadOnlySpan<(string, string)>)
            [("REJECTED", "reject"), ("CANCELED", "cancel")])
        {
            if (CountOf(own, outcome, string.Empty, string.Empty) is > 0 and var count)
            {
                text.Sample(name, PrometheusText.Labels(string.Empty, string.Empty, "reason", reason), count);
            }
        }
    }

    private static long CountOf(
        IReadOnlyList<KeyValuePair<SeriesKey, Series>> own, string outcome, string model, string version) => own
        .Where(one => one.Key is { Instrument.Name: Requests } key && key.Value == outcome
            && key.Model == model && key.Version == version)
        .Sum(one => one.Value.Read().Counts.Sum());

    private static void WritePending(
        PrometheusText text,
        IReadOnlyList<ModelStatisticsSnapshot> models,
        IReadOnlyList<KeyValuePair<SeriesKey, Series>> own)
    {
        const string name = "nv_inference_pending_request_count";
        text.Family(name, "gauge", "Requests that wait for the model.");
        foreach (var model in models)
        {
            var version = model.Version ?? "";
            var waiting = own.Where(one => one.Key.Instrument.Name == Queue
                    && one.Key.Model == model.Name && one.Key.Version == version)
                .Sum(one => one.Value.Read().Sum);
            text.Sample(name, PrometheusText.Labels(model.Name, version), waiting);
        }
    }

    private static void WriteOwn(PrometheusText text, IReadOnlyList<KeyValuePair<SeriesKey, Series>> own)
    {
        Instrument? instrument = null;
        foreach (var (key, values) in own)
        {
            var name = NameOf(key.Instrument, values.Kind);
            if (key.Instrument != instrument)
            {
                instrument = key.Instrument;
                text.Family(name, TypeOf(values.Kind), instrument.Description ?? "");
            }

            var labels = PrometheusText.Labels(key.Model, key.Version, key.Label, key.Value);
            if (values.Kind == SeriesKind.Histogram)
            {
                text.Histogram(name, labels, values.Read());
            }
            else
            {
                text.Sample(name, labels, values.Read().Sum);
            }
        }
    }

    private static string NameOf(Instrument instrument, SeriesKind kind) =>
        instrument.Name.Replace('.', '_')
        + (instrument.Unit == "s" ? "_seconds" : "")
        + (kind == SeriesKind.Counter ? "_total" : "");

    private static string TypeOf(SeriesKind kind) => kind switch
    {
        SeriesKind.Counter => "counter",
        SeriesKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static double Micros(DurationTotal total) => Math.Floor(total.Nanoseconds / NanosecondsPerMicrosecond);

    private sealed record TritonFamily(string Name, string Help, Func<ModelStatisticsSnapshot, double> Value);
}
