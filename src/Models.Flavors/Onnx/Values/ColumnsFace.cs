using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>
/// What scikit-learn's ZipMap gives, a map from class to probability for each row, as a column for each class:
/// <c>name.class</c> of shape [rows], in the order of the model's classes.
/// </summary>
internal sealed class ColumnsFace(ValuePort port, MapType map, object[] keys) : PortFace(port)
{
    public override IReadOnlyList<(TensorInfo Info, ElementCodec Codec)> Tensors { get; } =
    [
        .. keys.Select(key => (
            new TensorInfo($"{port.Name}.{key}", map.Values.ElementType, [-1]) { IsOptional = port.IsOptional },
            map.Values)),
    ];

    public override ModelValue Compose(ReadOnlySpan<Tensor> tensors) =>
        throw new NotSupportedException("The keys of maps that go in are never known in advance.");

    public override Tensor[] Decompose(ModelValue value)
    {
        var maps = ((SequenceValue)value).Items.Cast<MapValue>().ToArray();
        var places = keys.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var indices = Array.ConvertAll(keys, _ => new int[maps.Length]);
        for (var row = 0; row < maps.Length; row++)
        {
            Locate(maps[row], row, places, indices);
        }

        var values = map.Values.Join([.. maps.Select(entry => entry.Values)], [(long)maps.Length * keys.Length]);
        return Array.ConvertAll(indices, column => map.Values.Pick(values, column));
    }

    private void Locate(MapValue entry, int row, Dictionary<object, int> places, int[][] indices)
    {
        if (entry.Keys.Count != keys.Length)
        {
            throw Ragged($"maps of other sizes than the {keys.Length} classes of the model");
        }

        for (var i = 0; i < keys.Length; i++)
        {
            object key = entry.Keys is StringTensor texts ? texts.Data[i]! : ((Tensor<long>)entry.Keys).Data.Span[i];
            if (!places.TryGetValue(key, out var column))
            {
                throw Ragged($"maps with the key '{key}', which is no class of the model");
            }

            indices[column][row] = (row * keys.Length) + i;
        }
    }
}
