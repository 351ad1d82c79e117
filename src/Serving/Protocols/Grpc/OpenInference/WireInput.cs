using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.OpenInference;
using Tracking.Serving.Protocols.OpenInference.Raw;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>One InferInputTensor as it lies on the wire.</summary>
internal ref struct WireInput
{
    private string _name;
    private string _datatype;
    private long[] _shape;
    private ReadOnlySpan<byte> _contents;

    /// <summary>Reads name, datatype and shape; the contents stay where they are.</summary>
    /// <exception cref="ServingException">It is not protobuf, or the shape makes no sense.</exception>
    public static WireInput Read(ReadOnlySpan<byte> message)
    {
        var input = new WireInput { _name = "", _datatype = "", _shape = [] };
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when reader.Kind == WireKind.Bytes:
                    input._name = reader.Text();
                    break;
                case 2 when reader.Kind == WireKind.Bytes:
                    input._datatype = reader.Text();
                    break;
                case 3 when reader.Kind == WireKind.Bytes:
                    input.AddExtents(new ProtoReader(reader.Bytes()));
                    break;
                case 3 when reader.Kind == WireKind.Varint:
                    input.AddExtent((long)reader.Varint());
                    break;
                case 5 when reader.Kind == WireKind.Bytes:
                    input.SetContents(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return input;
    }

    /// <summary>The tensor out of the typed contents.</summary>
    /// <exception cref="ServingException">It does not fit the model.</exception>
    public readonly NamedTensor ToTensor(LoadedModel model)
    {
        var info = Check(model);
        return new NamedTensor(info.Name, TypedContents.Read(info.Name, info.ElementType, _shape, _contents));
    }

    /// <summary>The tensor out of its raw_input_contents.</summary>
    /// <exception cref="ServingException">It does not fit the model, or has contents besides.</exception>
    public readonly NamedTensor ToTensor(LoadedModel model, ReadOnlySpan<byte> raw)
    {
        var info = Check(model);
        if (!_contents.IsEmpty)
        {
            throw ServingException.Malformed(
                $"Input '{info.Name}' has contents, and the request has raw_input_contents; only one of them may be.");
        }

        return new NamedTensor(info.Name, RawTensors.Read(info.Name, info.ElementType, _shape, raw));
    }

    private readonly TensorInfo Check(LoadedModel model)
    {
        var info = InferCompleteness.KnownInput(_name, _datatype, model);
        ShapeCheck.Fits(info.Name, _shape, info.Shape);
        return info;
    }

    private void AddExtents(ProtoReader packed)
    {
        while (!packed.IsAtEnd)
        {
            AddExtent((long)packed.Varint());
        }
    }

    private void AddExtent(long extent)
    {
        if (extent < 0 || _shape.Length == ArrayShape.MostDimensions)
        {
            throw ServingException.Malformed(
                $"Input '{_name}': a shape has at most {ArrayShape.MostDimensions} extents of 0 or more.");
        }

        _shape = [.. _shape, extent];
    }

    private void SetContents(ReadOnlySpan<byte> contents)
    {
        if (!_contents.IsEmpty)
        {
            throw ServingException.Malformed($"Input '{_name}' has contents twice.");
        }

        _contents = contents;
    }
}
