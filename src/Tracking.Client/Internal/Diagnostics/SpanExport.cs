using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Tracking.Client.Internal.Diagnostics;

/// <summary>Writes activities as an ExportTraceServiceRequest of OTLP 1.</summary>
internal static class SpanExport
{
    private const int MaxListedValues = 1_000;
    private const int MaxTextChars = 1_000_000;
    private const ulong NanosPerTick = 100;

    internal static ReadOnlyMemory<byte> Write(IReadOnlyList<Activity> activities)
    {
        var output = new ProtobufWriter();
        var resourceSpans = output.Begin(1);
        var resource = output.Begin(1);
        WriteAttribute(output, 1, "service.name", Assembly.GetEntryAssembly()?.GetName().Name ?? "unknown_service");
        WriteAttribute(output, 1, "telemetry.sdk.language", "dotnet");
        output.End(resource);
        foreach (var scope in activities.GroupBy(activity => (activity.Source.Name, activity.Source.Version)))
        {
            var scopeSpans = output.Begin(2);
            var named = output.Begin(1);
            output.Text(1, scope.Key.Name);
            output.Text(2, scope.Key.Version);
            output.End(named);
            foreach (var activity in scope)
                WriteSpan(output, activity);
            output.End(scopeSpans);
        }

        output.End(resourceSpans);
        return output.Written;
    }

    private static void WriteSpan(ProtobufWriter output, Activity activity)
    {
        Span<byte> id = stackalloc byte[16];
        var span = output.Begin(2);
        activity.TraceId.CopyTo(id);
        output.Bytes(1, id);
        WriteSpanId(output, 2, activity.SpanId);
        output.Text(3, activity.TraceStateString);
        if (activity.ParentSpanId != default)
            WriteSpanId(output, 4, activity.ParentSpanId);
        output.Text(5, activity.DisplayName);
        output.Integer(6, (int)activity.Kind + 1);
        var start = NanosOf(activity.StartTimeUtc);
        output.Fixed64(7, start);
        output.Fixed64(8, start + ((ulong)activity.Duration.Ticks * NanosPerTick));
        foreach (var tag in activity.EnumerateTagObjects())
            WriteAttribute(output, 9, tag.Key, tag.Value);
        foreach (var occurred in activity.EnumerateEvents())
            WriteEvent(output, occurred);
        foreach (var link in activity.EnumerateLinks())
            WriteLink(output, link);
        WriteStatus(output, activity);
        output.End(span);
    }

    private static void WriteEvent(ProtobufWriter output, ActivityEvent occurred)
    {
        var written = output.Begin(11);
        output.Fixed64(1, NanosOf(occurred.Timestamp.UtcDateTime));
        output.Text(2, occurred.Name);
        foreach (var tag in occurred.EnumerateTagObjects())
            WriteAttribute(output, 3, tag.Key, tag.Value);
        output.End(written);
    }

    private static void WriteLink(ProtobufWriter output, ActivityLink link)
    {
        Span<byte> id = stackalloc byte[16];
        var written = output.Begin(13);
        link.Context.TraceId.CopyTo(id);
        output.Bytes(1, id);
        WriteSpanId(output, 2, link.Context.SpanId);
        output.Text(3, link.Context.TraceState);
        foreach (var tag in link.EnumerateTagObjects())
            WriteAttribute(output, 4, tag.Key, tag.Value);
        output.End(written);
    }

    private static void WriteStatus(ProtobufWriter output, Activity activity)
    {
        if (activity.Status == ActivityStatusCode.Unset)
            return;
        var status = output.Begin(15);
        output.Text(2, activity.StatusDescription);
        output.Integer(3, activity.Status == ActivityStatusCode.Ok ? 1 : 2);
        output.End(status);
    }

    private static void WriteSpanId(ProtobufWriter output, int field, ActivitySpanId spanId)
    {
        Span<byte> id = stackalloc byte[8];
        spanId.CopyTo(id);
        output.Bytes(field, id);
    }

    private static void WriteAttribute(ProtobufWriter output, int field, string key, object? value)
    {
        var attribute = output.Begin(field);
        output.Text(1, key);
        WriteValue(output, 2, value);
        output.End(attribute);
    }

    private static void WriteValue(ProtobufWriter output, int field, object? value)
    {
        var any = output.Begin(field);
        switch (value)
        {
            case null:
                break;
            case bool flag:
                output.Integer(2, flag ? 1 : 0);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                output.Integer(3, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case float or double:
                output.Double(4, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case IEnumerable list and not string and not System.Text.Json.Nodes.JsonNode:
                WriteList(output, list);
                break;
            default:
                WriteText(output, value);
                break;
        }

        output.End(any);
    }

    private static void WriteList(ProtobufWriter output, IEnumerable list)
    {
        var array = output.Begin(5);
        foreach (var item in list.Cast<object?>().Take(MaxListedValues))
        {
            // Lists in lists would need a limit of their own depth: texts will do.
            WriteValue(output, 1, item is IEnumerable and not string ? item.ToString() : item);
        }

        output.End(array);
    }

    /// <summary>An empty text is a value too, other than none.</summary>
    private static void WriteText(ProtobufWriter output, object value)
    {
        var text = value is System.Text.Json.Nodes.JsonNode json
            ? json.ToJsonString()
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        output.Bytes(1, System.Text.Encoding.UTF8.GetBytes(
            text.Length <= MaxTextChars ? text : text[..MaxTextChars]));
    }

    private static ulong NanosOf(DateTime time) => (ulong)(time - DateTime.UnixEpoch).Ticks * NanosPerTick;
}
