using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>Holds a caller's tensors and names against the model's inputs and outputs.</summary>
internal static class ScoringRequest
{
    /// <summary>The tensors in the model's order, null where an optional one is left out.</summary>
    /// <exception cref="ScoringException">Missing, unknown, given twice, or of another type or shape.</exception>
    public static Tensor?[] Order(OnnxModelSchema schema, IReadOnlyList<NamedTensor> inputs)
    {
        var ports = schema.Inputs;
        var ordered = new Tensor?[ports.Length];
        for (var i = 0; i < inputs.Count; i++)
        {
            var (name, tensor) = inputs[i];
            var index = i < ports.Length && ports[i].Info.Name == name ? i : IndexOf(schema, name);
            if (ordered[index] is not null)
            {
                throw Invalid($"Input '{name}' is given twice.");
            }

            Check(ports[index], tensor);
            ordered[index] = tensor;
        }

        if (inputs.Count < ports.Length)
        {
            CheckNoneIsMissing(ports, ordered);
        }

        return ordered;
    }

    /// <summary>The positions of the outputs wanted.</summary>
    /// <exception cref="ScoringException">One is unknown or named twice, or none is named.</exception>
    public static int[] Find(OnnxModelSchema schema, IReadOnlyList<string> outputs)
    {
        if (outputs.Count == 0)
        {
            throw Invalid($"No output is asked for; the model gives {Names(schema.Outputs)}.");
        }

        var wanted = new int[outputs.Count];
        for (var i = 0; i < wanted.Length; i++)
        {
            var index = schema.IndexOfOutput(outputs[i]);
            if (index < 0)
            {
                throw Invalid($"Unknown output '{outputs[i]}'; the model gives {Names(schema.Outputs)}.");
            }

            if (wanted.AsSpan(0, i).Contains(index))
            {
                throw Invalid($"Output '{outputs[i]}' is asked for twice.");
            }

            wanted[i] = index;
        }

        return wanted;
    }

    private static int IndexOf(OnnxModelSchema schema, string name)
    {
        var index = schema.IndexOfInput(name);
        return index >= 0 ? index : throw Invalid($"Unknown input '{name}'; the model takes {Names(schema.Inputs)}.");
    }

    private static void Check(Port port, Tensor? tensor)
    {
        if (tensor is null)
        {
            throw Invalid($"Input '{port.Info.Name}' has no tensor; leave an optional input out.");
        }

        if (tensor.ElementType != port.Info.ElementType)
        {
            throw Invalid(
                $"Input '{port.Info.Name}' must be {Name(port.Info.ElementType)}, got {Name(tensor.ElementType)}.");
        }

        if (!Fits(port.Shape, tensor.Shape))
        {
            throw Invalid(
                $"Input '{port.Info.Name}' must have shape {Text(port.Shape)}, got {Text(tensor.Shape)}.");
        }
    }

    private static bool Fits(long[] expected, ReadOnlySpan<long> actual)
    {
        if (expected.Length == 0)
        {
            return true;
        }

        if (expected.Length != actual.Length)
        {
            return false;
        }

        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] >= 0 && expected[i] != actual[i])
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckNoneIsMissing(Port[] ports, Tensor?[] ordered)
    {
        for (var i = 0; i < ports.Length; i++)
        {
            var info = ports[i].Info;
            if (ordered[i] is null && !info.IsOptional)
            {
                throw Invalid(
                    $"Missing input '{info.Name}', expected {Name(info.ElementType)} of shape {Text(ports[i].Shape)}.");
            }
        }
    }

    private static string Names(Port[] ports) => ports.Length == 0
        ? "none"
        : string.Join(", ", ports.Take(20).Select(port => $"'{port.Info.Name}'")) + (ports.Length > 20 ? ", …" : "");

    private static string Name(ElementType type) => type.ToString().ToLowerInvariant();

    private static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    private static ScoringException Invalid(string message) => new(ScoringFault.InvalidInput, message);
}
