namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>Functions, choices and arrangements.</summary>
public static partial class OnnxOperators
{
    /// <summary><c>e^x</c>.</summary>
    public static OnnxValue Exp(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Exp", [x], name);

    /// <summary>The natural logarithm.</summary>
    public static OnnxValue Log(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Log", [x], name);

    /// <summary>The square root.</summary>
    public static OnnxValue Sqrt(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Sqrt", [x], name);

    /// <summary>The magnitude.</summary>
    public static OnnxValue Abs(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Abs", [x], name);

    /// <summary><c>-x</c>.</summary>
    public static OnnxValue Neg(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Neg", [x], name);

    /// <summary>The largest whole number that is not above x.</summary>
    public static OnnxValue Floor(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("Floor", [x], name);

    /// <summary>Which elements are NaN.</summary>
    public static OnnxValue IsNaN(this OnnxModelBuilder model, OnnxValue x, string? name = null) =>
        model.Apply("IsNaN", [x], name);

    /// <summary><c>a &gt; b</c>, broadcast as NumPy does.</summary>
    public static OnnxValue Greater(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("Greater", [a, b], name);

    /// <summary><c>a &lt;= b</c>, broadcast as NumPy does.</summary>
    public static OnnxValue LessOrEqual(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("LessOrEqual", [a, b], name);

    /// <summary><c>a == b</c>, broadcast as NumPy does.</summary>
    public static OnnxValue Equal(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("Equal", [a, b], name);

    /// <summary>The smaller of each two, broadcast as NumPy does.</summary>
    public static OnnxValue Min(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("Min", [a, b], name);

    /// <summary>The larger of each two, broadcast as NumPy does.</summary>
    public static OnnxValue Max(this OnnxModelBuilder model, OnnxValue a, OnnxValue b, string? name = null) =>
        model.Apply("Max", [a, b], name);

    /// <summary>Elements of one value where a condition holds and of another where not.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="condition">Of Bool.</param>
    /// <param name="then">Taken where it holds.</param>
    /// <param name="otherwise">Of the same type, taken where it does not.</param>
    /// <param name="name">What to call the result.</param>
    public static OnnxValue Where(
        this OnnxModelBuilder model, OnnxValue condition, OnnxValue then, OnnxValue otherwise, string? name = null) =>
        model.Apply("Where", [condition, then, otherwise], name);

    /// <summary>The slices of <c>x</c> along an axis that integers name.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="x">Any.</param>
    /// <param name="indices">Int64 or int32 of any shape, which takes the place of the axis.</param>
    /// <param name="axis">Of <c>x</c>.</param>
    /// <param name="name">What to call the result.</param>
    public static OnnxValue Gather(
        this OnnxModelBuilder model, OnnxValue x, OnnxValue indices, long axis = 0, string? name = null) =>
        model.Apply("Gather", [x, indices], name, ("axis", axis));

    /// <summary>Without axes that are 1 long.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="x">Any.</param>
    /// <param name="axes">An int64 vector.</param>
    /// <param name="name">What to call the result.</param>
    public static OnnxValue Squeeze(this OnnxModelBuilder model, OnnxValue x, OnnxValue axes, string? name = null) =>
        model.Apply("Squeeze", [x, axes], name);

    /// <summary>With further axes that are 1 long.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="x">Any.</param>
    /// <param name="axes">An int64 vector: where they stand in the result.</param>
    /// <param name="name">What to call the result.</param>
    public static OnnxValue Unsqueeze(
        this OnnxModelBuilder model, OnnxValue x, OnnxValue axes, string? name = null) =>
        model.Apply("Unsqueeze", [x, axes], name);

    /// <summary>The sum along axes, which are kept as 1.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="x">Any.</param>
    /// <param name="axes">An int64 vector.</param>
    /// <param name="name">What to call the result.</param>
    public static OnnxValue ReduceSum(
        this OnnxModelBuilder model, OnnxValue x, OnnxValue axes, string? name = null) =>
        model.Apply("ReduceSum", [x, axes], name);
}
