using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Files;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>How an input or output of any type is seen by callers who know tensors only.</summary>
internal abstract class PortFace(ValuePort port)
{
    private const int MostColumns = 10_000;

    /// <summary>The input or output itself.</summary>
    public ValuePort Port { get; } = port;

    /// <summary>The tensors that stand for it, with how their elements are exchanged.</summary>
    public abstract IReadOnlyList<(TensorInfo Info, ElementCodec Codec)> Tensors { get; }

    /// <summary>The value of the tensors.</summary>
    /// <exception cref="ScoringException">They do not fit each other.</exception>
    public abstract ModelValue Compose(ReadOnlySpan<Tensor> tensors);

    /// <summary>The tensors of a value.</summary>
    /// <exception cref="ScoringException">No tensor holds it: its parts differ in shape.</exception>
    public abstract Tensor[] Decompose(ModelValue value);

    /// <summary>The face of a port; <paramref name="labels"/> are the keys of its maps, where they are known.</summary>
    public static PortFace Of(ValuePort port, ClassLabels? labels = null) => WithoutOptional(port.Type) switch
    {
        TensorType tensor => new TensorFace(port, tensor),
        SequenceType { Items: TensorType items } => new StackFace(port, items),
        SequenceType { Items: MapType map } when ColumnsOf(map, labels) is { } columns =>
            new ColumnsFace(port, map, columns),
        SequenceType { Items: MapType map } => new MapRowsFace(port, map),
        MapType map => new MapFace(port, map),
        var other => throw new InvalidOperationException($"There is no face of {other}."),
    };

    /// <summary>Whether a port is one tensor, which may be left out where it goes in.</summary>
    public static bool IsPlainTensor(ValuePort port, bool mayBeOptional) =>
        port.Type is TensorType || (mayBeOptional && port.Type is OptionalType { Item: TensorType });

    protected TensorInfo Info(string suffix, ElementCodec codec, params long[] shape) =>
        new(Port.Name + suffix, codec.ElementType, shape) { IsOptional = Port.IsOptional };

    protected ScoringException Ragged(string what) => new(
        ScoringFault.ModelFailed,
        $"Output '{Port.Name}' is a sequence of {what}, which form no tensor; score it as a value instead.");

    private static PortType WithoutOptional(PortType type) => type is OptionalType optional ? optional.Item : type;

    private static object[]? ColumnsOf(MapType map, ClassLabels? labels)
    {
        object[] keys = map.Keys.ElementType == ElementType.String
            ? [.. labels?.Texts ?? []]
            : [.. (labels?.Numbers ?? []).Cast<object>()];
        return keys.Length is > 0 and <= MostColumns && keys.Distinct().Count() == keys.Length ? keys : null;
    }
}
