using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Results;

/// <summary>
/// A line of fields for each row: what is kept of it, then each output. One of several values for a row has a column
/// for each, named name_0, name_1 and so on.
/// </summary>
internal sealed class CsvPredictions : IPredictionFormat
{
    private readonly IKeptValues _kept;
    private readonly IReadOnlyList<string> _keptNames;
    private readonly string _prefix;

    /// <exception cref="BatchScoringException">What is kept has no columns, or one called as an output.</exception>
    public CsvPredictions(IKeptValues kept, IReadOnlyList<TensorInfo> outputs, string prefix)
    {
        _kept = kept;
        _prefix = prefix;
        _keptNames = kept.Names ?? throw new BatchScoringException(
            "Lines of JSON may all have other members: name those to keep, or write JSON lines.");
        if (outputs.FirstOrDefault(output => _keptNames.Contains(prefix + output.Name)) is { } twice)
        {
            throw new BatchScoringException(
                $"'{prefix + twice.Name}' is both kept and an output of the model; give outputs a prefix.");
        }
    }

    public string HeaderOf(IReadOnlyList<NamedTensor> outputs) => HeaderOf(outputs.Select(
        output => (output.Name, Width: WidthOf(output.Tensor))));

    public string HeaderOf(IReadOnlyList<TensorInfo> outputs) => HeaderOf(outputs.Select(
        output => (output.Name, Width: WidthOf(output.Shape))));

    public void Write(
        ResponseBuffer to, IReadOnlyList<NamedTensor> outputs, RowBatch batch, ReadOnlySpan<int> rows)
    {
        var widths = outputs.Select(output => WidthOf(output.Tensor)).ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            _kept.WriteFields(to, batch.BytesOf(rows[row]));
            var follows = _keptNames.Count > 0;
            for (var i = 0; i < widths.Length; i++)
            {
                if (follows && widths[i] > 0)
                {
                    to.Write((byte)',');
                }

                WriteFields(to, outputs[i].Tensor, row * widths[i], widths[i]);
                follows |= widths[i] > 0;
            }

            to.Write((byte)'\n');
        }
    }

    private static void WriteFields(ResponseBuffer to, Tensor tensor, int start, int count)
    {
        switch (tensor)
        {
            case StringTensor texts:
                WriteFields(to, texts.Data.AsSpan(start, count), CsvText.Write);
                break;
            case JsonTensor values:
                WriteFields(to, values.Data.AsSpan(start, count), CsvText.Write);
                break;
            default:
                TensorJsonWriter.WriteList(to, tensor, start, count);
                break;
        }
    }

    private static void WriteFields<T>(ResponseBuffer to, ReadOnlySpan<T> fields, Action<ResponseBuffer, T> write)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            write(to, fields[i]);
        }
    }

    private static int WidthOf(Tensor output) => output.Shape[0] == 0 ? 0 : (int)(output.Count / output.Shape[0]);

    /// <summary>One where the model does not say.</summary>
    private static int WidthOf(IReadOnlyList<long> shape) =>
        (int)shape.Skip(1).Aggregate(1L, (all, extent) => all * Math.Max(1, extent));

    private string HeaderOf(IEnumerable<(string Name, int Width)> outputs)
    {
        using var header = new ResponseBuffer();
        var names = outputs.SelectMany(output => output.Width == 1
            ? [_prefix + output.Name]
            : Enumerable.Range(0, output.Width).Select(i => $"{_prefix}{output.Name}_{i}"));
        foreach (var name in _keptNames.Concat(names))
        {
            if (header.Count > 0)
            {
                header.Write((byte)',');
            }

            CsvText.Write(header, name);
        }

        header.Write((byte)'\n');
        return Encoding.UTF8.GetString(header.Written);
    }
}
