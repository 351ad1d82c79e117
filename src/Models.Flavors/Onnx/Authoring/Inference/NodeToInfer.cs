using System.Diagnostics.CodeAnalysis;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Authoring.Inference;

/// <summary>A node as the rules of inference see it; what is wrong with it is said in its name.</summary>
internal sealed class NodeToInfer(OnnxNode node, string name)
{
    public int InputCount => node.Inputs.Count;

    public IEnumerable<TensorType?> Types => node.Inputs.Select(input => input.Type);

    public TensorType? Type(int input) => input < node.Inputs.Count ? node.Inputs[input].Type : null;

    /// <summary>The integers of an input that the file holds, or null.</summary>
    public long[]? Integers(int input) =>
        input < node.Inputs.Count && node.Inputs[input].Constant is Tensor<long> held ? held.Data.ToArray() : null;

    public long Attribute(string key, long otherwise) => Find(key)?.Int64 ?? otherwise;

    public long[]? AttributeList(string key) => Find(key)?.Int64s;

    /// <summary>The types of two inputs that must hold the same elements.</summary>
    public bool HasBoth(
        int first, int second, [NotNullWhen(true)] out TensorType? a, [NotNullWhen(true)] out TensorType? b)
    {
        (a, b) = (Type(first), Type(second));
        if (a is null || b is null)
        {
            return false;
        }

        return a.Element == b.Element ? true : throw Wrong(
            $"takes '{node.Inputs[first]}' of {a.Element} and '{node.Inputs[second]}' of {b.Element}; "
            + "expected one type, see Cast");
    }

    public ArgumentException Wrong(string problem) => new($"Node '{name}' {problem}.");

    private OnnxAttributeValue? Find(string key) =>
        node.Attributes.FirstOrDefault(attribute => attribute.Name == key).Value;
}
