using System.Globalization;
using Tracking.Serving.Core;
using Tracking.Serving.Core.Tracing;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Grpc.Wire;
using Tracking.Serving.Protocols.OpenInference;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>TraceSetting and LogSettings of <c>inference.GRPCInferenceService</c>. Thread-safe.</summary>
/// <param name="engine">Knows the models.</param>
/// <param name="traces">What is traced.</param>
/// <param name="logs">What is logged; null where the application around the models logs.</param>
internal sealed class GrpcSettingsService(InferenceEngine engine, TraceSettings traces, LogSettings? logs = null)
{
    // Of LogSettingsRequest.SettingValue and TraceSettingRequest.SettingValue, whose one field is a text.
    private const int FlagOfLog = 1;
    private const int NumberOfLog = 2;
    private const int TextOfLog = 3;
    private const int TextOfTrace = 1;

    public ValueTask LogAsync(GrpcCall call)
    {
        if (logs is null)
        {
            throw new GrpcException(GrpcStatusCode.Unimplemented, "The log is the application's own.");
        }

        var changes = Read(call.Message.Span, out _);
        var state = changes.Count == 0 ? logs.Now : logs.Update(changes);
        var writer = new ProtoWriter(call.Answer.Fields);
        WriteNumber(writer, "log_info", FlagOfLog, state.Info ? 1UL : 0);
        WriteNumber(writer, "log_warning", FlagOfLog, state.Warning ? 1UL : 0);
        WriteNumber(writer, "log_error", FlagOfLog, state.Error ? 1UL : 0);
        WriteNumber(writer, "log_verbose_level", NumberOfLog, (ulong)state.Verbosity);
        Write(writer, "log_format", value => value.Element(TextOfLog, state.Format));
        Write(writer, "log_file", value => value.Element(TextOfLog, string.Empty));
        return ValueTask.CompletedTask;
    }

    public ValueTask TraceAsync(GrpcCall call)
    {
        var changes = Read(call.Message.Span, out var model);
        SettingActions.CheckKnown(engine, model);
        var rule = changes.Count == 0 ? traces.RuleOf(model) : traces.Update(model, changes);
        var writer = new ProtoWriter(call.Answer.Fields);
        WriteText(writer, "trace_level", rule.IsOn ? "TIMESTAMPS" : "OFF");
        WriteText(writer, "trace_rate", rule.Rate.ToString(CultureInfo.InvariantCulture));
        WriteText(writer, "trace_count", rule.Left.ToString(CultureInfo.InvariantCulture));
        WriteText(writer, "log_frequency", "0");
        WriteText(writer, "trace_file", string.Empty);
        WriteText(writer, "trace_mode", TraceRule.Mode);
        return ValueTask.CompletedTask;
    }

    private static void WriteText(ProtoWriter writer, string name, string text) =>
        Write(writer, name, value => value.Element(TextOfTrace, text));

    // A oneof's choice is written even where it is the default.
    private static void WriteNumber(ProtoWriter writer, string name, int field, ulong number) =>
        Write(writer, name, value =>
        {
            value.Varint((ulong)field << 3);
            value.Varint(number);
        });

    private static void Write(ProtoWriter writer, string name, Action<ProtoWriter> write)
    {
        var entry = writer.Begin(1);
        writer.Text(1, name);
        var value = writer.Begin(2);
        write(writer);
        writer.End(value);
        writer.End(entry);
    }

    private static List<SettingChange> Read(ReadOnlySpan<byte> message, out string? model)
    {
        var changes = new List<SettingChange>();
        model = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Is(1, WireKind.Bytes))
            {
                changes.Add(ReadEntry(new ProtoReader(reader.Bytes())));
            }
            else if (reader.Is(2, WireKind.Bytes))
            {
                model = reader.Text() is { Length: > 0 } name ? name : null;
            }
            else
            {
                reader.Skip();
            }
        }

        return changes;
    }

    private static SettingChange ReadEntry(ProtoReader entry)
    {
        var (name, values) = (string.Empty, new List<string>());
        while (entry.Next())
        {
            if (entry.Is(1, WireKind.Bytes))
            {
                name = entry.Text();
            }
            else if (entry.Is(2, WireKind.Bytes))
            {
                ReadValues(new ProtoReader(entry.Bytes()), values);
            }
            else
            {
                entry.Skip();
            }
        }

        return new SettingChange(name, values);
    }

    private static void ReadValues(ProtoReader value, List<string> values)
    {
        while (value.Next())
        {
            if (value.Is(TextOfTrace, WireKind.Bytes) || value.Is(TextOfLog, WireKind.Bytes))
            {
                values.Add(value.Text());
            }
            else if (value.Is(FlagOfLog, WireKind.Varint))
            {
                values.Add(value.Varint() != 0 ? "true" : "false");
            }
            else if (value.Is(NumberOfLog, WireKind.Varint))
            {
                values.Add(value.Varint().ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                value.Skip();
            }
        }
    }
}
