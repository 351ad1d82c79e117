using System.Text.Json;

namespace Tracking.Core.Traces;

/// <summary>How many tokens of each kind a language model took and gave: <c>{"input_tokens": 12, …}</c>.</summary>
public static class TokenUsage
{
    /// <summary>The kinds that are counted.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["input_tokens", "output_tokens", "total_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"];

    /// <summary>
    /// Where senders other than MLflow's clients put the counts, by the position in <see cref="Kinds"/>.
    /// </summary>
    private static readonly string[][] OtherKeys =
    [
        ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"],
        ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"],
        ["gen_ai.usage.total_tokens", "llm.usage.total_tokens", "llm.token_count.total"],
        ["gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cache_read.input_tokens"],
        ["gen_ai.usage.cache_creation_input_tokens", "gen_ai.usage.cache_creation.input_tokens"],
    ];

    /// <summary>The usage that a span tells of itself; null without any.</summary>
    public static IReadOnlyDictionary<string, double>? Of(TraceSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        if (span.Find("mlflow.chat.tokenUsage") is { } told)
        {
            return Parse(SpanJson.ToPlainText(told));
        }

        var usage = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < Kinds.Count; i++)
        {
            if (OtherKeys[i].Select(span.Find).OfType<IntegerValue>().FirstOrDefault() is { } count)
            {
                usage[Kinds[i]] = count.Value;
            }
        }

        if (usage.TryGetValue(Kinds[0], out var input) && usage.TryGetValue(Kinds[1], out var output))
        {
            usage.TryAdd(Kinds[2], input + output);
        }

        return usage.Count == 0 ? null : usage;
    }

    /// <summary>The counts of known kinds in a JSON object; null if there is none.</summary>
    public static IReadOnlyDictionary<string, double>? Parse(string? json)
    {
        var usage = NumbersOf(json, Kinds);
        return usage.Count == 0 ? null : usage;
    }

    public static string ToJson(IReadOnlyDictionary<string, double> usage) => JsonSerializer.Serialize(
        Kinds.Where(usage.ContainsKey).ToDictionary(kind => kind, kind => (long)usage[kind]));

    /// <summary>
    /// The usage of a whole trace. What a span counts includes what the spans below it count, so these are left out.
    /// </summary>
    public static IReadOnlyDictionary<string, double>? Sum(IReadOnlyCollection<SpanUsage> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var byId = spans.ToDictionary(span => span.SpanId);
        var sum = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var span in spans.Where(span => span.Usage is not null && !IsBelowAnother(span, byId)))
        {
            foreach (var (kind, count) in span.Usage!)
            {
                sum[kind] = sum.GetValueOrDefault(kind) + count;
            }
        }

        return sum.Count == 0 ? null : sum;
    }

    /// <summary>The numbers under some names of a JSON object; what is no object has none.</summary>
    internal static Dictionary<string, double> NumbersOf(string? json, IEnumerable<string> names)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json ?? "null", SpanJson.ReaderOptions);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var name in names)
                {
                    if (document.RootElement.TryGetProperty(name, out var value)
                        && value.ValueKind == JsonValueKind.Number)
                    {
                        numbers[name] = value.GetDouble();
                    }
                }
            }
        }
        catch (JsonException)
        {
            // A client's own text under a name of MLflow's: it tells no numbers.
        }

        return numbers;
    }

    private static bool IsBelowAnother(SpanUsage span, Dictionary<long, SpanUsage> byId)
    {
        // No further than there are spans: parents may form a ring.
        var steps = byId.Count;
        while (span.ParentId is { } parent && byId.TryGetValue(parent, out var above) && steps-- > 0)
        {
            if (above.Usage is not null)
            {
                return true;
            }

            span = above;
        }

        return false;
    }
}

/// <summary>A span's place in its trace and the usage that it tells.</summary>
public sealed record SpanUsage(long SpanId, long? ParentId, IReadOnlyDictionary<string, double>? Usage);
