using System.Text;
using System.Text.Unicode;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads a CSV body: one header row, then one row of cells for each prediction wanted.</summary>
internal static class CsvInvocation
{
    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ServingException">Not such CSV, or it does not fit the model's signature.</exception>
    public static Invocation Read(ReadOnlySpan<byte> body, LoadedModel model)
    {
        CheckHasColumns(model);
        CheckUtf8(body);
        var csv = new CsvReader(body);
        var fields = new List<CsvField>();
        var table = new TableReading(model);
        var columns = table.Columns(ReadHeader(ref csv, fields));
        while (csv.ReadRow(fields))
        {
            AppendRow(in csv, fields, columns);
            table.EndRow();
        }

        return RequestParams.AddTo(table.Bind(), given: null, model);
    }

    /// <summary>The names in the first row; a column without one is called by its place, as pandas does.</summary>
    /// <exception cref="ServingException">There is none.</exception>
    public static string[] ReadHeader(ref CsvReader csv, List<CsvField> fields)
    {
        if (!csv.ReadRow(fields))
        {
            throw Malformed("it is empty, expected a header row.");
        }

        var names = new string[fields.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = fields[i].IsMissing ? $"Unnamed: {i}" : Encoding.UTF8.GetString(csv.TextOf(fields[i]));
        }

        return names;
    }

    /// <summary>Appends the cells of a row.</summary>
    /// <param name="csv">Has read it.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="columns">A buffer for each field, or null where the values are not wanted.</param>
    /// <exception cref="ServingException">It has more or fewer fields.</exception>
    public static void AppendRow(
        in CsvReader csv, List<CsvField> fields, IReadOnlyList<ValueBuffer?> columns)
    {
        if (fields.Count != columns.Count)
        {
            throw Malformed($"expected {columns.Count} fields in line {csv.Line}, saw {fields.Count}.");
        }

        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].IsMissing)
            {
                columns[i]?.AppendNull();
            }
            else
            {
                columns[i]?.AppendText(csv.TextOf(fields[i]));
            }
        }
    }

    /// <exception cref="ServingException">It is not UTF-8.</exception>
    public static void CheckUtf8(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw Malformed("it is not valid UTF-8.");
        }
    }

    // As MLflow has it: a tensor has no column that a header could be held against.
    private static void CheckHasColumns(LoadedModel model)
    {
        if (InputKinds.Of(model) is InputKind.UnnamedTensor or InputKind.NamedTensors)
        {
            throw Malformed("the model's signature has tensors, and CSV has columns; send the rows as JSON under "
                + "'dataframe_split', or the tensors under 'inputs'.");
        }
    }

    private static ServingException Malformed(string problem) =>
        ServingException.Malformed($"Failed to parse input as CSV: {problem}");
}
