using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>Values of any type to the runtime and back.</summary>
internal static class NativeValues
{
    /// <summary>Lends a value to the runtime until the result is disposed; tensors inside others are copied.</summary>
    /// <exception cref="ScoringException">The value is of another type.</exception>
    public static NativeTensor Lend(ValuePort port, ModelValue value) => (value, WithoutOptional(port.Type)) switch
    {
        (TensorValue { Tensor: var tensor }, TensorType type) =>
            type.Codec.Lend(port.Name, Check(port, tensor, type.Codec)),
        (_, var type) => new NativeTensor(Own(port, value, type), default),
    };

    /// <summary>Copies what the runtime gave.</summary>
    public static ModelValue Copy(string name, OrtValue value, PortType type) => type switch
    {
        TensorType tensor => new TensorValue(CopyTensor(name, value, tensor.Codec)),
        SequenceType sequence => new SequenceValue(CopyItems(name, value, sequence.Items)),
        MapType map => CopyMap(name, value, map),
        OptionalType optional => Copy(name, value, optional.Item),
        _ => throw new InvalidOperationException($"There are no values of {type}."),
    };

    private static OrtValue Own(ValuePort port, ModelValue value, PortType type) => (value, type) switch
    {
        (TensorValue { Tensor: var tensor }, TensorType expected) =>
            expected.Codec.Own(port.Name, Check(port, tensor, expected.Codec)),
        (SequenceValue { Items.Count: 0 }, SequenceType { Items: TensorType items }) =>
            EmptySequences.Create(items.Codec),
        (SequenceValue sequence, SequenceType expected) => OwnSequence(port, sequence, expected),
        (MapValue map, MapType expected) => OwnMap(port, map, expected),
        _ => throw new ScoringException(ScoringFault.InvalidInput,
            $"Input '{port.Name}' must be {Noun(type)}, got {Noun(value)}."),
    };

    private static OrtValue OwnSequence(ValuePort port, SequenceValue sequence, SequenceType type)
    {
        var items = new List<OrtValue>(sequence.Items.Count);
        try
        {
            foreach (var item in sequence.Items)
            {
                items.Add(Own(port, item, type.Items));
            }

            // Empties the list where it takes the items over.
            return OrtValue.CreateSequence(items);
        }
        finally
        {
            items.ForEach(item => item.Dispose());
        }
    }

    private static OrtValue OwnMap(ValuePort port, MapValue map, MapType type)
    {
        OrtValue? keys = null;
        OrtValue? values = null;
        try
        {
            keys = type.Keys.Own(port.Name, Check(port, map.Keys, type.Keys));
            values = type.Values.Own(port.Name, Check(port, map.Values, type.Values));
            return OrtValue.CreateMap(ref keys, ref values);
        }
        finally
        {
            keys?.Dispose();
            values?.Dispose();
        }
    }

    private static Tensor CopyTensor(string name, OrtValue value, ElementCodec codec) =>
        codec.Copy(name, value, value.GetTensorTypeAndShape().Shape);

    private static ModelValue[] CopyItems(string name, OrtValue value, PortType type)
    {
        var items = new ModelValue[value.GetValueCount()];
        for (var i = 0; i < items.Length; i++)
        {
            using var item = value.GetValue(i, OrtAllocator.DefaultInstance);
            items[i] = Copy(name, item, type);
        }

        return items;
    }

    private static MapValue CopyMap(string name, OrtValue value, MapType type)
    {
        using var keys = value.GetValue(0, OrtAllocator.DefaultInstance);
        using var values = value.GetValue(1, OrtAllocator.DefaultInstance);
        return new MapValue(CopyTensor(name, keys, type.Keys), CopyTensor(name, values, type.Values));
    }

    private static Tensor Check(ValuePort port, Tensor tensor, ElementCodec codec) =>
        tensor.ElementType == codec.ElementType
            ? tensor
            : throw new ScoringException(ScoringFault.InvalidInput, $"Input '{port.Name}' must have elements of "
                + $"{Name(codec.ElementType)}, got {Name(tensor.ElementType)}.");

    private static string Name(ElementType type) => type.ToString().ToLowerInvariant();

    private static PortType WithoutOptional(PortType type) => type is OptionalType optional ? optional.Item : type;

    private static string Noun(PortType type) => type switch
    {
        TensorType => "a tensor",
        SequenceType => "a sequence",
        MapType => "a map",
        OptionalType optional => Noun(optional.Item),
        _ => "nothing",
    };

    private static string Noun(ModelValue value) => value switch
    {
        TensorValue => "a tensor",
        SequenceValue => "a sequence",
        _ => "a map",
    };
}
