namespace Tracking.Core.Traces;

/// <summary>
/// What searches and traces take from a span's attributes, from MLflow's names and from those of OpenTelemetry's and
/// OpenInference's conventions.
/// </summary>
public sealed record SpanFacts(
    string? Type,
    string? Model,
    string? Provider,
    IReadOnlyDictionary<string, double>? Usage,
    SpanCost Cost)
{
    public static SpanFacts Of(TraceSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return new SpanFacts(
            First(span, "mlflow.spanType", "openinference.span.kind", "traceloop.span.kind")?.ToUpperInvariant(),
            First(span, "mlflow.llm.model", "gen_ai.response.model", "gen_ai.request.model", "llm.model_name"),
            First(span, "mlflow.llm.provider", "gen_ai.provider.name", "gen_ai.system", "llm.provider"),
            TokenUsage.Of(span),
            SpanCost.Of(span));
    }

    public static string? InputsOf(TraceSpan span) =>
        First(span, "mlflow.spanInputs", "input.value", "gen_ai.input.messages", "gen_ai.prompt");

    public static string? OutputsOf(TraceSpan span) =>
        First(span, "mlflow.spanOutputs", "output.value", "gen_ai.output.messages", "gen_ai.completion");

    public static string? SessionOf(TraceSpan span) =>
        First(span, TraceKeys.Session, "session.id", "gen_ai.conversation.id");

    public static string? UserOf(TraceSpan span) => First(span, TraceKeys.User, "user.id", "enduser.id");

    private static string? First(TraceSpan span, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (span.Find(key) is { } value and not NullValue)
            {
                return SpanJson.ToPlainText(value);
            }
        }

        return null;
    }
}

/// <summary>What a call of a model cost, in the sender's currency; null where it was not told.</summary>
public readonly record struct SpanCost(double? Input, double? Output, double? Total)
{
    internal static SpanCost Of(TraceSpan span)
    {
        if (span.Find("mlflow.llm.cost") is not { } told)
        {
            return default;
        }

        var costs = TokenUsage.NumbersOf(SpanJson.ToPlainText(told), ["input_cost", "output_cost", "total_cost"]);
        return new SpanCost(Find("input_cost"), Find("output_cost"), Find("total_cost"));

        double? Find(string name) => costs.TryGetValue(name, out var cost) ? cost : null;
    }
}
