using System.Text.Json;
using System.Text.RegularExpressions;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests.Fuzzing;

/// <summary>A request that a client of stock MLflow sent: verb, path with query, and body, if it had one.</summary>
internal sealed partial record RecordedRequest(string Method, string Target, byte[]? Body)
{
    /// <summary>All of them, with the ids of runs and logged models replaced by ones that exist.</summary>
    public static async Task<IReadOnlyList<RecordedRequest>> ReadAllAsync(string runId, string modelId)
    {
        string Replace(string text) => RunId().Replace(ModelId().Replace(text, modelId), runId);
        var requests = new List<RecordedRequest>();
        await foreach (var line in File.ReadLinesAsync(Corpus.PathOf("exchanges.jsonl")))
        {
            using var exchange = JsonDocument.Parse(line);
            var root = exchange.RootElement;
            var query = root.TryGetProperty("query", out var q) && q.ValueKind == JsonValueKind.String
                ? "?" + q.GetString() : "";
            requests.Add(new RecordedRequest(
                root.GetProperty("method").GetString()!,
                Replace(root.GetProperty("path").GetString() + query),
                BodyOf(root, Replace)));
        }

        return requests;
    }

    private static byte[]? BodyOf(JsonElement exchange, Func<string, string> replace)
    {
        if (!exchange.TryGetProperty("request_body", out var body) || body.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return body.TryGetProperty("text", out var text)
            ? System.Text.Encoding.UTF8.GetBytes(replace(text.GetString()!))
            : body.GetProperty("base64").GetBytesFromBase64();
    }

    [GeneratedRegex(@"\bm-[0-9a-f]{32}\b")]
    private static partial Regex ModelId();

    [GeneratedRegex(@"(?<![0-9a-f-])[0-9a-f]{32}\b")]
    private static partial Regex RunId();
}
