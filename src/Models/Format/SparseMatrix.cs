using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Models.Format;

/// <summary>A sparse matrix as scipy holds it, compressed by row (csr) or by column (csc).</summary>
/// <param name="Data">The values that are not zero.</param>
/// <param name="Indices">The column of each value, or its row where compressed by column.</param>
/// <param name="Starts">Where each row (column) begins in the values, and the number of values at the end.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Columns">How many there are.</param>
public sealed record SparseMatrix(
    IReadOnlyList<double> Data, IReadOnlyList<long> Indices, IReadOnlyList<long> Starts, long Rows, long Columns)
{
    internal const string ByRow = "sparse_matrix_csr";
    internal const string ByColumn = "sparse_matrix_csc";

    private const long MostCells = 1_000_000;

    /// <summary>Whether it is compressed by column.</summary>
    public bool IsByColumn { get; init; }

    internal JsonObject ToJson() => new()
    {
        ["data"] = new JsonArray([.. Data.Select(value => (JsonNode?)(double.IsNaN(value) ? null : value))]),
        ["indices"] = new JsonArray([.. Indices.Select(index => (JsonNode?)index)]),
        ["indptr"] = new JsonArray([.. Starts.Select(start => (JsonNode?)start)]),
        ["shape"] = new JsonArray(Rows, Columns),
    };

    /// <exception cref="ModelLoadException">Not a sparse matrix, or its parts do not fit each other.</exception>
    internal static SparseMatrix Read(JsonNode? json, bool isByColumn)
    {
        try
        {
            var map = json!.AsObject();
            var shape = Integers(map, "shape");
            var matrix = new SparseMatrix(
                [.. map["data"]!.AsArray().Select(value => value?.GetValue<double>() ?? double.NaN)],
                Integers(map, "indices"),
                Integers(map, "indptr"),
                shape[0],
                shape[1]) { IsByColumn = isByColumn };
            return matrix.IsWhole() ? matrix : throw Broken(null);
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException
            or ArgumentOutOfRangeException or JsonException)
        {
            throw Broken(e);
        }
    }

    /// <summary>All its cells as nested lists.</summary>
    /// <exception cref="ModelLoadException">There are too many.</exception>
    internal JsonArray ToDense()
    {
        if (Rows * (Int128)Columns > MostCells)
        {
            throw new ModelLoadException(
                $"{ModelExample.FileName} has {Rows} x {Columns} cells; an example has at most {MostCells}.");
        }

        var cells = new double[Rows, Columns];
        for (var line = 0; line + 1 < Starts.Count; line++)
        {
            for (var i = (int)Starts[line]; i < Starts[line + 1]; i++)
            {
                var (row, column) = IsByColumn ? (Indices[i], (long)line) : (line, Indices[i]);
                cells[row, column] = Data[i];
            }
        }

        return new JsonArray([.. Enumerable.Range(0, (int)Rows).Select(row => (JsonNode?)new JsonArray(
            [.. Enumerable.Range(0, (int)Columns).Select(column => (JsonNode?)cells[row, column])]))]);
    }

    private bool IsWhole() => Rows >= 0 && Columns >= 0
        && Starts.Count == (IsByColumn ? Columns : Rows) + 1
        && Starts[0] == 0 && Starts[^1] == Data.Count && Indices.Count == Data.Count
        && Starts.Zip(Starts.Skip(1)).All(pair => pair.First <= pair.Second)
        && Indices.All(index => index >= 0 && index < (IsByColumn ? Rows : Columns));

    private static long[] Integers(JsonObject map, string key) =>
        [.. map[key]!.AsArray().Select(value => value!.GetValue<long>())];

    private static ModelLoadException Broken(Exception? inner) => new(
        $"{ModelExample.FileName} is no sparse matrix; expected data, indices, indptr and shape that fit each other.",
        inner);
}
