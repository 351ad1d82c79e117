using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Serving.BatchScoring.Results;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Mlflow;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>Rows of CSV under a header.</summary>
internal sealed class CsvRows : IRowReading, IKeptValues
{
    private const int MostNamed = 100;

    private readonly LoadedModel _model;
    private readonly string[] _header;

    /// <summary>The fields that the model is given, and their names.</summary>
    private readonly int[] _given;
    private readonly string[] _givenNames;
    private readonly int[] _kept;

    private CsvRows(LoadedModel model, string[] header, BatchScoringOptions options)
    {
        _model = model;
        _header = header;
        _given = options.Columns is { } columns
            ? [.. columns.Select(name => PlaceOf(header, name))]
            : [.. Enumerable.Range(0, header.Length)];
        _givenNames = [.. _given.Select(place => header[place])];
        _kept = options.Keep is ["*"]
            ? [.. Enumerable.Range(0, header.Length)]
            : [.. options.Keep.Select(name => PlaceOf(header, name))];
        Names = [.. _kept.Select(place => header[place])];
    }

    public IKeptValues Kept => this;

    public IReadOnlyList<string>? Names { get; }

    /// <summary>Reads the header, and holds it against the model before any row is read.</summary>
    /// <exception cref="BatchScoringException">It is no header, or the model cannot be scored with it.</exception>
    public static async Task<CsvRows> OpenAsync(
        RowReader reader, LoadedModel model, BatchScoringOptions options, CancellationToken cancellationToken)
    {
        using var header = await reader.ReadHeaderAsync(cancellationToken);
        try
        {
            var rows = new CsvRows(model, Parse(header), options);
            TableBuilder.For(model.Signature?.Inputs, model.Scorer.Schema).Columns(rows._givenNames);
            return rows;
        }
        catch (Exception error) when (error is ScoringException or ServingException)
        {
            throw new BatchScoringException($"The header does not fit: {error.Message}", error);
        }
    }

    public Invocation Read(RowBatch batch, ReadOnlySpan<int> rows)
    {
        if (batch.IsPlain && TryReadPlain(batch, rows) is { } read)
        {
            return read;
        }

        var table = new TableReading(_model);
        var columns = ColumnsOf(table);
        var fields = new List<CsvField>(_header.Length);
        foreach (var row in rows)
        {
            var bytes = batch.BytesOf(row);
            CsvInvocation.CheckUtf8(bytes);
            var csv = new CsvReader(bytes, isWhole: false);
            csv.ReadRow(fields);
            CsvInvocation.AppendRow(in csv, fields, columns);
            table.EndRow();
        }

        return RequestParams.AddTo(table.Bind(), given: null, _model);
    }

    public bool WriteMembers(ResponseBuffer to, ReadOnlySpan<byte> row)
    {
        if (_kept.Length == 0)
        {
            return false;
        }

        var csv = new CsvReader(row, isWhole: false);
        var fields = new List<CsvField>(_header.Length);
        csv.ReadRow(fields);
        for (var i = 0; i < _kept.Length; i++)
        {
            Separate(to, i);
            JsonText.Write(to, _header[_kept[i]]);
            to.Write((byte)':');
            var field = fields[_kept[i]];
            JsonText.Write(to, field.IsMissing ? null : Encoding.UTF8.GetString(csv.TextOf(field)));
        }

        return true;
    }

    public void WriteFields(ResponseBuffer to, ReadOnlySpan<byte> row)
    {
        if (_kept.Length == 0)
        {
            return;
        }

        var csv = new CsvReader(row, isWhole: false);
        var fields = new List<CsvField>(_header.Length);
        csv.ReadRow(fields);
        for (var i = 0; i < _kept.Length; i++)
        {
            Separate(to, i);
            var field = fields[_kept[i]];
            CsvText.Write(to, csv.TextOf(field), mustQuote: field.Form != CsvFieldForm.Plain);
        }
    }

    /// <summary>Reads rows of which none is quoted; null where one is wrong: the careful way says how.</summary>
    private Invocation? TryReadPlain(RowBatch batch, ReadOnlySpan<int> rows)
    {
        try
        {
            var table = new TableReading(_model, capacity: rows.Length);
            var columns = ColumnsOf(table);
            foreach (var row in rows)
            {
                if (!PlainCsvRow.TryAppend(batch.BytesOf(row), columns))
                {
                    return null;
                }
            }

            table.EndRows(rows.Length);
            return RequestParams.AddTo(table.Bind(), given: null, _model);
        }
        catch (Exception error) when (error is ScoringException or ServingException)
        {
            return null;
        }
    }

    /// <summary>A buffer for each field; null where it is not wanted.</summary>
    private ValueBuffer?[] ColumnsOf(TableReading table)
    {
        var given = table.Columns(_givenNames);
        var columns = new ValueBuffer?[_header.Length];
        for (var i = 0; i < _given.Length; i++)
        {
            columns[_given[i]] = given[i];
        }

        return columns;
    }

    private static void Separate(ResponseBuffer to, int index)
    {
        if (index > 0)
        {
            to.Write((byte)',');
        }
    }

    private static string[] Parse(RowBatch header)
    {
        var bytes = header.BytesOf(0);
        CsvInvocation.CheckUtf8(bytes);
        var csv = new CsvReader(bytes, isWhole: false);
        return CsvInvocation.ReadHeader(ref csv, []);
    }

    private static int PlaceOf(string[] header, string name)
    {
        var place = Array.IndexOf(header, name);
        return place >= 0
            ? place
            : throw new BatchScoringException(
                $"The input has no column '{name}'; it has {string.Join(", ", header.Take(MostNamed))}.");
    }
}
