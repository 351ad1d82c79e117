using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Cli.Tests.Models.Converted;

/// <summary>Rows, and what a library predicts for them.</summary>
/// <param name="Columns">What the rows' cells are called.</param>
/// <param name="Rows">A list of cells each.</param>
/// <param name="Outputs">By name, a value for each row.</param>
internal sealed record LibraryAnswer(string[] Columns, JsonArray Rows, JsonObject Outputs)
{
    private const double Tolerance = 1e-5;

    public static LibraryAnswer Read(JsonNode recorded) => new(
        recorded["columns"]!.Deserialize<string[]>()!, recorded["rows"]!.AsArray(), recorded["outputs"]!.AsObject());

    /// <summary>The rows in two forms of a scoring request.</summary>
    public IEnumerable<string> Requests() =>
    [
        new JsonObject
        {
            ["dataframe_split"] = new JsonObject
            {
                ["columns"] = JsonSerializer.SerializeToNode(Columns), ["data"] = Rows.DeepClone(),
            },
        }.ToJsonString(),
        new JsonObject { ["dataframe_records"] = new JsonArray([.. Rows.Select(Record)]) }.ToJsonString(),
    ];

    /// <summary>Holds a host's answer against the library's.</summary>
    public void Agree(string text)
    {
        var predictions = JsonNode.Parse(text)?["predictions"] ?? throw new InvalidOperationException(text);
        Assert.All(Outputs, output =>
        {
            var want = output.Value!.AsArray();
            if (predictions is JsonArray { Count: var count } flat && count > Rows.Count)
            {
                // The one output of a model of columns is a flat column, as in MLflow.
                Agree(output.Key, Flat(want), new JsonArray([.. flat.Select(row => row![output.Key]!.DeepClone())]));
                return;
            }

            for (var row = 0; row < Rows.Count; row++)
            {
                var got = predictions is JsonArray records ? records[row]![output.Key] : predictions[output.Key]![row];
                Agree($"{output.Key} of row {row}", want[row], got);
            }
        });
    }

    private static JsonArray Flat(JsonArray rows) =>
        new([.. rows.SelectMany(row => row!.AsArray()).Select(item => item!.DeepClone())]);

    private JsonNode Record(JsonNode? row) => new JsonObject(Columns.Select(
        (name, at) => KeyValuePair.Create(name, row![at]?.DeepClone())));

    private static void Agree(string what, JsonNode? want, JsonNode? got)
    {
        if (want is JsonArray list)
        {
            Assert.Equal(list.Count, got!.AsArray().Count);
            foreach (var (index, item) in list.Index())
            {
                Agree($"{what}[{index}]", item, got[index]);
            }
        }
        else if (want!.GetValueKind() == JsonValueKind.Number)
        {
            var (a, b) = ((double)want, (double)got!);
            Assert.True(Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(a)), $"{what} is {a:R} there, {b:R} here");
        }
        else
        {
            Assert.Equal((string?)want, (string?)got);
        }
    }
}
