using Tracking.Models.Format;
using Tracking.Models.Signatures;

namespace Tracking.Models.Flavors.Converters;

/// <summary>A toolkit's model as an ONNX model that ONNX Runtime has loaded.</summary>
public sealed class ConvertedModel
{
    internal ConvertedModel(ModelToolkit toolkit, ConvertedGraph graph, byte[] onnx) =>
        (Toolkit, ToolkitVersion, Summary, Signature, Example, Onnx) =
            (toolkit, graph.ToolkitVersion, graph.Summary, graph.Signature, graph.Example, onnx);

    /// <summary>What trained it.</summary>
    public ModelToolkit Toolkit { get; }

    /// <summary>The toolkit's version as the file has it; empty where it does not say.</summary>
    public string ToolkitVersion { get; }

    /// <summary>One line for people: <c>gbtree of 100 trees, binary:logistic</c>.</summary>
    public string Summary { get; }

    /// <summary>What goes in and out: columns where the file names features, tensors otherwise.</summary>
    public ModelSignature Signature { get; }

    /// <summary>The bytes of the ONNX file.</summary>
    public ReadOnlyMemory<byte> Onnx { get; }

    internal ModelExample? Example { get; }

    /// <summary>What <see cref="ModelDirectoryWriter"/> makes a model folder of.</summary>
    public ModelContent ToContent() => new(
        ModelFlavor.Onnx(), [new ModelFile("model.onnx", () => new MemoryStream(Onnx.ToArray(), writable: false))])
    {
        Signature = Signature,
        InputExample = Example,
    };
}
