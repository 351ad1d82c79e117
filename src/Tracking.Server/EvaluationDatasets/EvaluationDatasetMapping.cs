using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracking.Core;
using Tracking.Core.EvaluationDatasets;
using Wire = Tracking.Contracts.EvaluationDatasets;

namespace Tracking.Server.EvaluationDatasets;

/// <summary>Datasets and records between the wire, where they are JSON within JSON, and the domain.</summary>
internal static class EvaluationDatasetMapping
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Wire.EvaluationDataset ToWire(this EvaluationDataset dataset) => new()
    {
        DatasetId = dataset.DatasetId,
        Name = dataset.Name,
        Tags = ToJson(json => WriteTags(json, dataset.Tags)),
        Schema = dataset.SchemaJson,
        Profile = dataset.ProfileJson,
        Digest = dataset.Digest,
        CreatedTime = dataset.CreatedMs,
        LastUpdateTime = dataset.UpdatedMs,
        CreatedBy = dataset.CreatedBy,
        LastUpdatedBy = dataset.UpdatedBy,
    };

    public static string ToJson(string datasetId, IReadOnlyList<DatasetRecord> records) => ToJson(json =>
    {
        json.WriteStartArray();
        foreach (var record in records)
        {
            WriteRecord(json, datasetId, record);
        }

        json.WriteEndArray();
    });

    private static void WriteRecord(Utf8JsonWriter json, string datasetId, DatasetRecord record)
    {
        var content = record.Content;
        json.WriteStartObject();
        json.WriteString("dataset_record_id", record.RecordId);
        json.WriteString("dataset_id", datasetId);
        WriteRaw(json, "inputs", content.InputsJson);
        WriteRaw(json, "expectations", content.ExpectationsJson);
        WriteRaw(json, "tags", content.TagsJson);
        WriteSource(json, content.SourceJson);
        json.WriteNumber("created_time", record.CreatedMs);
        json.WriteNumber("last_update_time", record.UpdatedMs);
        WriteText(json, "created_by", content.User);
        WriteText(json, "last_updated_by", record.UpdatedBy);
        WriteRaw(json, "outputs", content.OutputsJson ?? "{}");
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, string? source)
    {
        if (source is null)
        {
            return;
        }

        WriteRaw(json, "source", source);
        using var parsed = JsonDocument.Parse(source);
        json.WriteString("source_type", parsed.RootElement.GetProperty("source_type").GetString());
    }

    private static void WriteTags(Utf8JsonWriter json, IReadOnlyList<Tag> tags)
    {
        json.WriteStartObject();
        foreach (var tag in tags)
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string ToJson(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
