using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Tracking.Client.Hosting.Logs;

/// <summary>One log record, as text or JSON with a line break behind it.</summary>
internal sealed record RunLogRecord(LogLevel Level, string Category, EventId EventId, string Message)
{
    private const int MaxChars = 64 * 1024;
    private const string OriginalFormat = "{OriginalFormat}";

    internal Exception? Exception { get; init; }

    internal IReadOnlyList<KeyValuePair<string, object?>> Properties { get; init; } = [];

    internal string ToText(RunLogFormat format, DateTimeOffset time, IExternalScopeProvider? scopes)
    {
        var when = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return format == RunLogFormat.Text ? ToLine(when, scopes) : ToJson(when, scopes);
    }

    private string ToLine(string when, IExternalScopeProvider? scopes)
    {
        var line = new StringBuilder(when).Append(' ').Append(NameOf(Level)).Append(' ').Append(Category);
        if (EventId.Id != 0)
            line.Append(CultureInfo.InvariantCulture, $"[{EventId.Id}]");
        scopes?.ForEachScope(static (scope, text) => text.Append(" => ").Append(scope), line);
        line.Append(": ").Append(Shorten(Message));
        if (Exception is not null)
            line.Append('\n').Append(Shorten(Exception.ToString()));
        // Lines that belong to a record stand behind the time, so that a new one is told from them.
        return line.Replace("\r", "").Replace("\n", "\n    ").Append('\n').ToString();
    }

    private string ToJson(string when, IExternalScopeProvider? scopes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", when);
            json.WriteString("level", NameOf(Level));
            json.WriteString("category", Category);
            if (EventId.Id != 0)
                json.WriteNumber("event", EventId.Id);
            json.WriteString("message", Shorten(Message));
            if (Exception is not null)
                json.WriteString("exception", Shorten(Exception.ToString()));
            WriteProperties(json);
            WriteScopes(json, scopes);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private void WriteProperties(Utf8JsonWriter json)
    {
        var named = Properties.Where(property => property.Key != OriginalFormat).ToList();
        if (named.Count == 0)
            return;
        json.WriteStartObject("properties");
        foreach (var (key, value) in named)
            WriteValue(json, key, value);
        json.WriteEndObject();
    }

    private static void WriteScopes(Utf8JsonWriter json, IExternalScopeProvider? scopes)
    {
        var texts = new List<string>();
        scopes?.ForEachScope(
            static (scope, all) => all.Add(Convert.ToString(scope, CultureInfo.InvariantCulture) ?? ""), texts);
        if (texts.Count == 0)
            return;
        json.WriteStartArray("scopes");
        foreach (var text in texts)
            json.WriteStringValue(Shorten(text));
        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(key);
                break;
            case bool flag:
                json.WriteBoolean(key, flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                json.WriteNumber(key, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(key, number);
                break;
            default:
                json.WriteString(key, Shorten(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private static string Shorten(string text) => text.Length <= MaxChars ? text : text[..MaxChars] + "…";
}
