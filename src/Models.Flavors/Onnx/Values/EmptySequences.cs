using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Sessions;

namespace Tracking.Models.Flavors.Onnx.Values;

/// <summary>
/// Sequences without tensors. The runtime's API makes none, but its operator SequenceEmpty does: a model of that one
/// node is kept for each element type that was asked for.
/// </summary>
internal static class EmptySequences
{
    private const string Output = "empty";

    private static readonly ConcurrentDictionary<ElementCodec, Lazy<InferenceSession>> Sessions = new();

    /// <summary>An empty sequence, which the caller disposes.</summary>
    public static OrtValue Create(ElementCodec codec)
    {
        var session = Sessions.GetOrAdd(codec, static key => new Lazy<InferenceSession>(() => Open(key))).Value;
        using var options = new RunOptions();
        // Disposing the list would dispose the sequence as well.
        return session.Run(options, Array.Empty<string>(), Array.Empty<OrtValue>(), [Output])[0];
    }

    private static InferenceSession Open(ElementCodec codec)
    {
        var type = (int)TensorEncoding.ToOnnx(codec.ElementType);
        var node = new NodeProto { OpType = "SequenceEmpty" };
        node.Output.Add(Output);
        node.Attribute.Add(
            new AttributeProto { Name = "dtype", I = type, Type = AttributeProto.Types.AttributeType.Int });
        var items = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type } };
        var graph = new GraphProto { Name = "empty_sequence" };
        graph.Node.Add(node);
        graph.Output.Add(new ValueInfoProto
        {
            Name = Output,
            Type = new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = items } },
        });
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return OnnxSession.OpenBytes(model.ToByteArray());
    }
}
