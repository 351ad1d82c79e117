using System.Security.Cryptography;
using System.Text.Json;
using Tracking.Core.Errors;

namespace Tracking.Core.EvaluationDatasets;

/// <summary>Reads the records of a request, which come as JSON within JSON.</summary>
public static class DatasetRecordReader
{
    private static readonly string[] SourceTypes =
        ["SOURCE_TYPE_UNSPECIFIED", "UNSPECIFIED", "TRACE", "HUMAN", "DOCUMENT", "CODE"];

    /// <exception cref="TrackingException">It is no list of records; names the first that is none.</exception>
    public static IReadOnlyList<RecordContent> Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var parsed = EvaluationDatasetRules.Parse(json);
        if (parsed?.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw ParameterErrors.Invalid("Invalid value for parameter 'records': it must be a JSON list of objects.");
        }

        var count = parsed.RootElement.GetArrayLength();
        if (count > EvaluationDatasetRules.MaxRecordsPerRequest)
        {
            throw ParameterErrors.Invalid(
                $"'records' has {count} items, at most {EvaluationDatasetRules.MaxRecordsPerRequest} are allowed. " +
                "Send them in several requests.");
        }

        return [.. parsed.RootElement.EnumerateArray().Select(ReadOne)];
    }

    private static RecordContent ReadOne(JsonElement record, int index)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw Refused(index, "", "an object");
        }

        var inputs = ObjectIn(record, index, "inputs") ?? throw Refused(index, ".inputs", "an object");
        var tags = ObjectIn(record, index, "tags");
        return new RecordContent(inputs.GetRawText())
        {
            OutputsJson = record.TryGetProperty("outputs", out var outputs) && outputs.ValueKind != JsonValueKind.Null
                ? outputs.GetRawText()
                : null,
            ExpectationsJson = ObjectIn(record, index, "expectations")?.GetRawText(),
            TagsJson = tags?.GetRawText(),
            SourceJson = SourceIn(record, index),
            User = tags is { } known && known.TryGetProperty(EvaluationDatasetRules.UserTag, out var user)
                ? EvaluationDatasetRules.TextOf(user)
                : null,
            InputHash = HashOf(inputs),
        };
    }

    private static string? SourceIn(JsonElement record, int index)
    {
        var source = ObjectIn(record, index, "source");
        if (source is { } given)
        {
            var isKnown = given.TryGetProperty("source_type", out var type) && type.ValueKind == JsonValueKind.String
                && SourceTypes.Contains(type.GetString());
            if (!isKnown)
            {
                throw Refused(index, ".source.source_type", $"one of {string.Join(", ", SourceTypes[2..])}");
            }
        }

        return source?.GetRawText();
    }

    private static JsonElement? ObjectIn(JsonElement record, int index, string name)
    {
        if (!record.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object ? value : throw Refused(index, "." + name, "an object");
    }

    private static TrackingException Refused(int index, string member, string expected) =>
        ParameterErrors.Invalid($"Invalid value for parameter 'records[{index}]{member}': it must be {expected}.");

    private static string HashOf(JsonElement inputs)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteSorted(writer, inputs);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
