using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracking.Quickstart;

/// <summary>Median and worst but for 1 %, of single-image requests one after another.</summary>
internal sealed record Latency(int Requests, TimeSpan Median, TimeSpan Percentile99)
{
    public override string ToString() =>
        $"p50 {Median.TotalMilliseconds:0.00} ms, p99 {Percentile99.TotalMilliseconds:0.00} ms, {Requests} requests";
}

/// <summary>The served model, asked over HTTP as a client in any language would.</summary>
internal sealed class DigitsService(HttpClient http)
{
    private const int BatchSize = 64;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Asks for all images in batches: MLflow's scoring protocol.</summary>
    public async Task<IReadOnlyList<Prediction>> PredictAsync(Digit[] digits, CancellationToken cancellationToken)
    {
        var predictions = new List<Prediction>(digits.Length);
        foreach (var batch in digits.Chunk(BatchSize))
        {
            var answer = await PostAsync<Scored>(
                "/invocations", new { inputs = batch.Select(digit => digit.Pixels) }, cancellationToken);
            predictions.AddRange(answer.Predictions.Digit.Zip(
                answer.Predictions.Probabilities, (digit, probabilities) => new Prediction(digit, probabilities)));
        }

        return predictions;
    }

    /// <summary>Asks for one image: the Open Inference protocol, version 2.</summary>
    public async Task<Prediction> InferAsync(string model, Digit digit, CancellationToken cancellationToken)
    {
        var pixels = new
        {
            name = NetworkExport.Pixels,
            shape = new[] { 1, Digit.PixelCount },
            datatype = "FP32",
            data = digit.Pixels,
        };
        var answer = await PostAsync<Inferred>(
            $"/v2/models/{model}/infer", new { inputs = new[] { pixels } }, cancellationToken);
        var outputs = answer.Outputs.ToDictionary(output => output.Name, output => output.Data);
        return new Prediction(
            (int)outputs[NetworkExport.Predicted][0],
            [.. outputs[NetworkExport.Probabilities].Select(probability => (float)probability)]);
    }

    /// <summary>Times single-image requests, after as many as the compiler needs to come up to speed.</summary>
    public async Task<Latency> MeasureAsync(Digit[] digits, int requests, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>(requests);
        for (var i = -requests / 2; i < requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await PredictAsync([digits[Math.Abs(i) % digits.Length]], cancellationToken);
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started));
            }
        }

        times.Sort();
        return new Latency(requests, times[requests / 2], times[requests * 99 / 100]);
    }

    private async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(path, body, Json, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var error = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException($"POST {path} answered {(int)response.StatusCode}: {error}");
        }

        return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
            ?? throw new HttpRequestException($"POST {path} answered null.");
    }

    private sealed record Scored([property: JsonRequired] Columns Predictions);

    private sealed record Columns(
        [property: JsonRequired] int[] Digit, [property: JsonRequired] float[][] Probabilities);

    private sealed record Inferred([property: JsonRequired] Output[] Outputs);

    private sealed record Output([property: JsonRequired] string Name, [property: JsonRequired] double[] Data);
}
