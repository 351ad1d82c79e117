using Tracking.Models.Scoring;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Results;

/// <summary>An object in each line: what is kept of the row, then a member for each output.</summary>
internal sealed class JsonPredictions : IPredictionFormat
{
    private readonly IKeptValues _kept;
    private readonly byte[][] _names;

    public JsonPredictions(IKeptValues kept, IReadOnlyList<TensorInfo> outputs, string prefix)
    {
        _kept = kept;
        _names = [.. outputs.Select(output => NameOf(prefix + output.Name))];
    }

    public string HeaderOf(IReadOnlyList<NamedTensor> outputs) => "";

    public string HeaderOf(IReadOnlyList<TensorInfo> outputs) => "";

    public void Write(
        ResponseBuffer to, IReadOnlyList<NamedTensor> outputs, RowBatch batch, ReadOnlySpan<int> rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            to.Write((byte)'{');
            var follows = _kept.WriteMembers(to, batch.BytesOf(rows[row]));
            for (var i = 0; i < _names.Length; i++)
            {
                if (follows)
                {
                    to.Write((byte)',');
                }

                to.Write(_names[i]);
                TensorJsonWriter.WriteRow(to, outputs[i].Tensor, row);
                follows = true;
            }

            to.Write("}\n"u8);
        }
    }

    private static byte[] NameOf(string name)
    {
        using var text = new ResponseBuffer();
        JsonText.Write(text, name);
        text.Write((byte)':');
        return text.Written.ToArray();
    }
}
