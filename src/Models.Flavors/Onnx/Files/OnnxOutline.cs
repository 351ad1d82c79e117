using Google.Protobuf;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;

namespace Tracking.Models.Flavors.Onnx.Files;

/// <summary>
/// What can be read of an ONNX file without its weights: what goes in and out, the labels of its classifiers, and the
/// files that it keeps weights in.
/// </summary>
internal sealed class OnnxOutline
{
    private readonly List<ValueInfoProto> _inputs = [];
    private readonly List<ValueInfoProto> _outputs = [];
    private readonly Dictionary<string, ClassLabels> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _externalFiles = new(StringComparer.Ordinal);

    /// <summary>The graph's inputs as the file declares them.</summary>
    public IReadOnlyList<ValueInfoProto> Inputs => _inputs;

    /// <summary>The graph's outputs as the file declares them.</summary>
    public IReadOnlyList<ValueInfoProto> Outputs => _outputs;

    /// <summary>The keys of the maps that a ZipMap gives, by the name of its output.</summary>
    public IReadOnlyDictionary<string, ClassLabels> Labels => _labels;

    /// <summary>The locations of weights outside the file, as it states them.</summary>
    public IReadOnlyCollection<string> ExternalFiles => _externalFiles;

    /// <summary>Reads a file from its beginning.</summary>
    /// <exception cref="InvalidDataException">Not an ONNX file, or only a part of one.</exception>
    public static OnnxOutline Read(Stream stream)
    {
        var outline = new OnnxOutline();
        try
        {
            new OnnxOutlineReader(new ProtobufScanner(stream), outline).ReadModel(stream.Length);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException(e.Message, e);
        }

        return outline;
    }

    internal void AddInput(ValueInfoProto value) => _inputs.Add(value);

    internal void AddOutput(ValueInfoProto value) => _outputs.Add(value);

    internal void AddLabels(string output, ClassLabels labels) => _labels[output] = labels;

    internal void AddExternalFile(string location) => _externalFiles.Add(location);
}

/// <summary>The classes of a classifier: numbers or texts.</summary>
/// <param name="Numbers">Empty where they are texts.</param>
/// <param name="Texts">Empty where they are numbers.</param>
internal sealed record ClassLabels(IReadOnlyList<long> Numbers, IReadOnlyList<string> Texts);
