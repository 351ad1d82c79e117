using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>
/// A sequence of maps with equally many entries as two tensors of shape [rows, n]: <c>name.keys</c> and
/// <c>name.values</c>.
/// </summary>
internal sealed class MapRowsFace(ValuePort port, MapType map) : PortFace(port)
{
    public override IReadOnlyList<(TensorInfo Info, ElementCodec Codec)> Tensors =>
        [(Info(".keys", map.Keys, -1, -1), map.Keys), (Info(".values", map.Values, -1, -1), map.Values)];

    public override ModelValue Compose(ReadOnlySpan<Tensor> tensors)
    {
        if (!tensors[0].Shape.SequenceEqual(tensors[1].Shape))
        {
            throw new ScoringException(ScoringFault.InvalidInput,
                $"Input '{Port.Name}' has keys of {TensorShapes.Print(tensors[0].Shape)} and values of "
                + $"{TensorShapes.Print(tensors[1].Shape)}; expected the same shape.");
        }

        var width = (int)tensors[0].Shape[1];
        var rows = new ModelValue[(int)tensors[0].Shape[0]];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new MapValue(
                map.Keys.Part(tensors[0], row * width, [width]), map.Values.Part(tensors[1], row * width, [width]));
        }

        return new SequenceValue(rows);
    }

    public override Tensor[] Decompose(ModelValue value)
    {
        var maps = ((SequenceValue)value).Items.Cast<MapValue>().ToArray();
        var width = maps.Length == 0 ? 0 : maps[0].Keys.Count;
        return Array.TrueForAll(maps, entry => entry.Keys.Count == width)
            ?
            [
                map.Keys.Join([.. maps.Select(entry => entry.Keys)], [maps.Length, width]),
                map.Values.Join([.. maps.Select(entry => entry.Values)], [maps.Length, width]),
            ]
            : throw Ragged("maps of different sizes");
    }
}
