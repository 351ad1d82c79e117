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
        if (!Utf8.IsValid(body))
        {
            throw Malformed("it is not valid UTF-8.");
        }

        var csv = new CsvReader(body);
        var fields = new List<string?>();
        if (!csv.ReadRow(fields))
        {
            throw Malformed("it is empty, expected a header row.");
        }

        var table = new TableReading(model);
        var columns = table.Columns([.. fields.Select((name, index) => name ?? $"Unnamed: {index}")]);
        while (csv.ReadRow(fields))
        {
            if (fields.Count != columns.Count)
            {
                throw Malformed($"expected {columns.Count} fields in line {csv.Line}, saw {fields.Count}.");
            }

            for (var i = 0; i < fields.Count; i++)
            {
                Append(columns[i], fields[i]);
            }

            table.EndRow();
        }

        return table.Bind();
    }

    private static void Append(ValueBuffer? column, string? field)
    {
        if (field is null)
        {
            column?.AppendNull();
        }
        else
        {
            column?.AppendText(field);
        }
    }

    private static ServingException Malformed(string problem) =>
        ServingException.Malformed($"Failed to parse input as CSV: {problem}");
}
