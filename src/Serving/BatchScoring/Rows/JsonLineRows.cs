using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Mlflow;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>Lines of JSON: records, or instances of tensors.</summary>
internal sealed class JsonLineRows(LoadedModel model, BatchScoringOptions options) : IRowReading
{
    public IKeptValues Kept { get; } = new JsonKeptValues(options.Keep);

    public Invocation Read(RowBatch batch, ReadOnlySpan<int> rows)
    {
        using var body = new ResponseBuffer();
        body.Write(AreRecords(batch, rows) ? "{\"dataframe_records\":["u8 : "{\"inputs\":["u8);
        for (var i = 0; i < rows.Length; i++)
        {
            if (i > 0)
            {
                body.Write((byte)',');
            }

            Append(batch.BytesOf(rows[i]), body);
        }

        body.Write("]}"u8);
        return JsonInvocation.Read(body.Written, model);
    }

    private bool AreRecords(RowBatch batch, ReadOnlySpan<int> rows)
    {
        if (options.JsonRows != JsonRows.Auto)
        {
            return options.JsonRows == JsonRows.Records;
        }

        var areObjects = InputKinds.Of(model) != InputKind.NamedTensors;
        foreach (var row in rows)
        {
            areObjects &= batch.BytesOf(row)[0] == '{';
        }

        return areObjects;
    }

    private void Append(ReadOnlySpan<byte> line, ResponseBuffer body)
    {
        if (!JsonLine.IsOneValue(line))
        {
            throw ServingException.Malformed("Invalid input. The line does not hold one JSON value.");
        }

        if (options.Columns is null)
        {
            body.Write(line);
            return;
        }

        body.Write((byte)'{');
        var start = body.Count;
        var isObject = JsonMembers.ForEach(line, (ref reader, name) =>
        {
            if (!options.Columns.Contains(name))
            {
                reader.Skip();
                return;
            }

            if (body.Count > start)
            {
                body.Write((byte)',');
            }

            JsonText.Write(body, name);
            body.Write((byte)':');
            JsonMembers.Copy(ref reader, body);
        });
        body.Write(isObject
            ? "}"u8
            : throw ServingException.Malformed("Invalid input. The line is no object, so that it has no columns."));
    }
}
