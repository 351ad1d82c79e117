using Google.Protobuf;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Tensors;
using AttributeType = Tracking.Models.Flavors.Onnx.Authoring.Wire.AttributeProto.Types.AttributeType;

namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>The value of a node's attribute: integers, numbers, text, lists of them and tensors convert.</summary>
public sealed class OnnxAttributeValue
{
    private readonly AttributeProto _unnamed;

    private OnnxAttributeValue(AttributeType type, Action<AttributeProto> fill)
    {
        _unnamed = new AttributeProto { Type = type };
        fill(_unnamed);
    }

    /// <summary>An integer; true and false are written as 1 and 0.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator OnnxAttributeValue(long value) => FromInt64(value);

    /// <summary>A single-precision number.</summary>
    /// <param name="value">Any.</param>
    public static implicit operator OnnxAttributeValue(float value) => FromSingle(value);

    /// <summary>A text.</summary>
    /// <param name="value">Any; written in UTF-8.</param>
    public static implicit operator OnnxAttributeValue(string value) => FromString(value);

    /// <summary>A list of integers.</summary>
    /// <param name="values">Copied.</param>
    public static implicit operator OnnxAttributeValue(long[] values) => FromInt64s(values);

    /// <summary>A list of single-precision numbers.</summary>
    /// <param name="values">Copied.</param>
    public static implicit operator OnnxAttributeValue(float[] values) => FromSingles(values);

    /// <summary>A list of texts.</summary>
    /// <param name="values">Copied; written in UTF-8.</param>
    public static implicit operator OnnxAttributeValue(string[] values) => FromStrings(values);

    /// <summary>A tensor.</summary>
    /// <param name="value">Copied.</param>
    public static implicit operator OnnxAttributeValue(Tensor value) => FromTensor(value);

    /// <summary>An integer.</summary>
    /// <param name="value">Any.</param>
    public static OnnxAttributeValue FromInt64(long value) => new(AttributeType.Int, to => to.I = value);

    /// <summary>A single-precision number.</summary>
    /// <param name="value">Any.</param>
    public static OnnxAttributeValue FromSingle(float value) => new(AttributeType.Float, to => to.F = value);

    /// <summary>A text.</summary>
    /// <param name="value">Any; written in UTF-8.</param>
    public static OnnxAttributeValue FromString(string value) =>
        new(AttributeType.String, to => to.S = ByteString.CopyFromUtf8(value));

    /// <summary>A list of integers.</summary>
    /// <param name="values">Copied.</param>
    public static OnnxAttributeValue FromInt64s(IEnumerable<long> values) =>
        new(AttributeType.Ints, to => to.Ints.AddRange(values));

    /// <summary>A list of single-precision numbers.</summary>
    /// <param name="values">Copied.</param>
    public static OnnxAttributeValue FromSingles(IEnumerable<float> values) =>
        new(AttributeType.Floats, to => to.Floats.AddRange(values));

    /// <summary>A list of texts.</summary>
    /// <param name="values">Copied; written in UTF-8.</param>
    public static OnnxAttributeValue FromStrings(IEnumerable<string> values) =>
        new(AttributeType.Strings, to => to.Strings.AddRange(values.Select(ByteString.CopyFromUtf8)));

    /// <summary>A tensor.</summary>
    /// <param name="value">Copied.</param>
    public static OnnxAttributeValue FromTensor(Tensor value) =>
        new(AttributeType.Tensor, to => to.T = TensorEncoding.Encode("", value));

    internal long? Int64 => _unnamed.HasI ? _unnamed.I : null;

    internal long[]? Int64s => _unnamed.Type == AttributeType.Ints ? [.. _unnamed.Ints] : null;

    internal AttributeProto Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var named = _unnamed.Clone();
        named.Name = name;
        return named;
    }
}
