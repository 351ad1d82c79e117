using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Serving.Core;
using Tracking.Serving.Core.Tracing;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>The trace and logging extensions: a POST changes what its body names, the answer tells all.</summary>
/// <param name="engine">Knows the models.</param>
/// <param name="traces">What is traced.</param>
/// <param name="logs">What is logged; null where the application around the models logs.</param>
internal sealed class SettingActions(InferenceEngine engine, TraceSettings traces, LogSettings? logs)
{
    public ValueTask<AnswerHead> LoggingAsync(ScoringCall call, ResponseBuffer answer)
    {
        var known = logs ?? throw new InvalidOperationException("The route is mapped where the host logs.");
        var state = Changes(call) is { } changes ? known.Update(changes) : known.Now;
        answer.Write("{\"log_file\":\"\",\"log_info\":"u8);
        JsonText.Write(answer, state.Info);
        answer.Write(",\"log_warning\":"u8);
        JsonText.Write(answer, state.Warning);
        answer.Write(",\"log_error\":"u8);
        JsonText.Write(answer, state.Error);
        answer.Write(",\"log_verbose_level\":"u8);
        JsonText.WriteWhole(answer, state.Verbosity);
        answer.Write(",\"log_format\":"u8);
        JsonText.Write(answer, state.Format);
        answer.Write((byte)'}');
        return ValueTask.FromResult(AnswerHead.Json);
    }

    public ValueTask<AnswerHead> TraceAsync(ScoringCall call, ResponseBuffer answer)
    {
        var model = call.Context.Request.RouteValues["name"] as string;
        CheckKnown(engine, model);
        var rule = Changes(call) is { } changes ? traces.Update(model, changes) : traces.RuleOf(model);
        answer.Write("{\"trace_level\":["u8);
        JsonText.Write(answer, rule.IsOn ? "TIMESTAMPS" : "OFF");
        answer.Write("],\"trace_rate\":"u8);
        JsonText.Write(answer, rule.Rate.ToString(CultureInfo.InvariantCulture));
        answer.Write(",\"trace_count\":"u8);
        JsonText.Write(answer, rule.Left.ToString(CultureInfo.InvariantCulture));
        answer.Write(",\"log_frequency\":\"0\",\"trace_file\":\"\",\"trace_mode\":"u8);
        JsonText.Write(answer, TraceRule.Mode);
        answer.Write((byte)'}');
        return ValueTask.FromResult(AnswerHead.Json);
    }

    /// <summary>Refuses the name of a model that is not served; null stands for all.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.ModelNotFound"/>.</exception>
    public static void CheckKnown(InferenceEngine engine, string? model)
    {
        if (model is not null && !engine.Models.Index().Any(entry => entry.Name == model))
        {
            throw new ServingException(ServingError.ModelNotFound, $"No model '{model}' is served here.");
        }
    }

    private static List<SettingChange>? Changes(ScoringCall call) =>
        !HttpMethods.IsPost(call.Context.Request.Method) || call.Body.IsEmpty
            ? null
            : JsonBody.Read(call.Body.Span, false, static (ref reader, _, _) =>
            {
                reader.Read();
                var body = JsonElement.ParseValue(ref reader);
                JsonBody.ExpectEnd(ref reader);
                return body.ValueKind == JsonValueKind.Object
                    ? body.EnumerateObject().Select(one => new SettingChange(one.Name, ValuesOf(one))).ToList()
                    : throw ServingException.Malformed($"The body is {ShownValue.Of(body)}, expected an object.");
            });

    private static IReadOnlyList<string>? ValuesOf(JsonProperty setting) => setting.Value switch
    {
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number } value => [value.GetRawText()],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(
            one => one.ValueKind == JsonValueKind.String) => [.. list.EnumerateArray().Select(one => one.GetString()!)],
        var other => throw ServingException.Malformed(
            $"'{setting.Name}' is {ShownValue.Of(other)}, expected a value or a list of texts."),
    };
}
