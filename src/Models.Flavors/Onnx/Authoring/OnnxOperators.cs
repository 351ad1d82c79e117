using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>Operators by name; <c>name</c> is what to call the result; the builder chooses one by default.</summary>
public static partial class OnnxOperators
{
    /// <summary><c>a + b</c>, broadcast as NumPy does.</summary>
    public static OnnxValue Add(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("Add", [a, b], name);

    /// <summary><c>a - b</c>, broadcast as NumPy does.</summary>
    public static OnnxValue Sub(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("Sub", [a, b], name);

    /// <summary><c>a * b</c> element by element, broadcast as NumPy does.</summary>
    public static OnnxValue Mul(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("Mul", [a, b], name);

    /// <summary><c>a / b</c> element by element, broadcast as NumPy does.</summary>
    public static OnnxValue Div(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("Div", [a, b], name);

    /// <summary>The matrix product, [n, k] by [k, m] or stacks of them.</summary>
    public static OnnxValue MatMul(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("MatMul", [a, b], name);

    /// <summary>A dense layer: <c>x w + bias</c> of [n, k], [k, m] and [m].</summary>
    /// <param name="model">The graph.</param>
    /// <param name="x">[n, k].</param>
    /// <param name="weights">[k, m], or [m, k] if transposed.</param>
    /// <param name="bias">[m], or null for none.</param>
    /// <param name="transposed">Whether the weights hold a row for each output.</param>
    /// <param name="name">What to call the result.</param>
    public static OnnxValue Gemm(
        this OnnxModelBuilder model,
        OnnxValue x,
        OnnxValue weights,
        OnnxValue? bias = null,
        bool transposed = false,
        string? name = null) =>
        model.Apply("Gemm", bias is null ? [x, weights] : [x, weights, bias], name, ("transB", transposed ? 1 : 0));

    /// <summary><c>max(x, 0)</c>.</summary>
    public static OnnxValue Relu(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Relu", [x], name);

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    public static OnnxValue Sigmoid(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Sigmoid", [x], name);

    /// <summary>The hyperbolic tangent.</summary>
    public static OnnxValue Tanh(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Tanh", [x], name);

    /// <summary>Probabilities that sum to 1 along an axis.</summary>
    public static OnnxValue Softmax(this OnnxModelBuilder model, OnnxValue x, long axis = -1, string? name = null) =>
        model.Apply("Softmax", [x], name, ("axis", axis));

    /// <summary>The int64 index of the largest along an axis, the first of equals; the axis is dropped.</summary>
    public static OnnxValue ArgMax(this OnnxModelBuilder model, OnnxValue x, long axis = -1, string? name = null) =>
        model.Apply("ArgMax", [x], name, ("axis", axis), ("keepdims", 0));

    /// <summary>The same value under a name of its own.</summary>
    public static OnnxValue Identity(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Identity", [x], name);

    /// <summary>Every element converted to another type.</summary>
    public static OnnxValue Cast(this OnnxModelBuilder model, OnnxValue x, ElementType to, string? name = null) =>
        model.Apply("Cast", [x], name, ("to", (long)TensorEncoding.ToOnnx(to)));

    /// <summary>Values laid one after another along an axis.</summary>
    public static OnnxValue Concat(
        this OnnxModelBuilder model, IReadOnlyList<OnnxValue> values, long axis, string? name = null) =>
        model.Apply("Concat", values, name, ("axis", axis));

    /// <summary>The same elements in another shape; -1 stands for what is left, 0 for the extent as it was.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="x">Any.</param>
    /// <param name="shape">An int64 vector.</param>
    /// <param name="name">What to call the result.</param>
    public static OnnxValue Reshape(
        this OnnxModelBuilder model, OnnxValue x, OnnxValue shape, string? name = null) =>
        model.Apply("Reshape", [x, shape], name);

    private static OnnxValue Apply(
        this OnnxModelBuilder model,
        string operatorName,
        IReadOnlyList<OnnxValue> inputs,
        string? name,
        params ReadOnlySpan<(string Name, OnnxAttributeValue Value)> attributes) =>
        model.Add(new OnnxNode(operatorName, inputs)
        {
            Outputs = name is null ? [] : [name],
            Attributes = attributes.ToArray(),
        })[0];
}
