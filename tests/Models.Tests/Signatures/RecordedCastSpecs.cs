using System.Text;
using System.Text.Json;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.TestKit;

namespace Tracking.Models.Tests.Signatures;

/// <summary>Tables sent to MLflow: we take and refuse the same, except for those listed.</summary>
public class RecordedCastSpecs
{
    /// <summary>MLflow takes these by changing a value: cut off, or wrapped around.</summary>
    private static readonly string[] RefusedOnPurpose = ["float-for-int", "big-int"];

    [CorpusTheory]
    [InlineData("pyfunc_typed", 12)]
    [InlineData("onnx_iris_cols", 10)]
    public void Recorded_tables_are_taken_or_refused_as_recorded(string name, int atLeast)
    {
        var schema = ModelDirectory.Open(Corpus.PathOf("models", name)).MlModel.Signature!.Inputs!;
        var compared = 0;
        foreach (var (label, data, columns, status) in Tables(name))
        {
            var builder = TableBuilder.For(schema, new ScorerSchema([], []));
            var isTaken = IsTaken(() => Fill(builder, columns, data));

            Assert.True(isTaken == (status == 200 && !RefusedOnPurpose.Contains(label)), $"{name} {label}");
            compared++;
        }

        Assert.InRange(compared, atLeast, 100);
    }

    private static IEnumerable<(string Label, JsonElement Data, string[] Columns, int Status)> Tables(string name)
    {
        foreach (var line in File.ReadLines(Corpus.PathOf("scoring.jsonl")))
        {
            var exchange = JsonElement.Parse(line);
            if (exchange.GetProperty("model").GetString() == name
                && exchange.GetProperty("request_body") is { ValueKind: JsonValueKind.Object } body
                && body.TryGetProperty("text", out var text)
                && text.GetString()!.Contains("\"dataframe_split\": {\"columns\"", StringComparison.Ordinal)
                && JsonElement.Parse(text.GetString()!).GetProperty("dataframe_split") is var split
                && split.TryGetProperty("data", out var data)
                && !exchange.GetProperty("label").GetString()!.StartsWith("params-", StringComparison.Ordinal))
            {
                yield return (
                    exchange.GetProperty("label").GetString()!, data,
                    [.. split.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)],
                    exchange.GetProperty("status").GetInt32());
            }
        }
    }

    private static void Fill(TableBuilder builder, string[] columns, JsonElement data)
    {
        var buffers = builder.Columns(columns);
        foreach (var row in data.EnumerateArray())
        {
            foreach (var (value, buffer) in row.EnumerateArray().Zip(buffers))
            {
                Append(buffer, value);
            }

            builder.EndRow();
        }

        builder.ToTable();
    }

    private static void Append(ValueBuffer? buffer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                buffer?.AppendNull();
                break;
            case JsonValueKind.String:
                buffer?.AppendText(value.GetString()!);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                buffer?.AppendBoolean(value.GetBoolean());
                break;
            default:
                buffer?.AppendNumber(Encoding.UTF8.GetBytes(value.GetRawText()));
                break;
        }
    }

    private static bool IsTaken(Action fill)
    {
        try
        {
            fill();
            return true;
        }
        catch (ScoringException)
        {
            return false;
        }
    }
}
