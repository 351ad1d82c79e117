using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters;

/// <summary>Constants without names of their own.</summary>
internal static class GraphConstants
{
    public static OnnxValue Constant<T>(this OnnxModelBuilder model, T[] data, params ReadOnlySpan<long> shape)
        where T : unmanaged => model.Initializer(model.FreeName("constant"), data, shape);

    /// <summary>A list of axes or indices.</summary>
    public static OnnxValue Axes(this OnnxModelBuilder model, params long[] axes) =>
        model.Constant(axes, axes.Length);

    /// <summary>One number of the type that a value has.</summary>
    public static OnnxValue Like(this OnnxModelBuilder model, OnnxValue value, double number) =>
        value.ElementType == ElementType.Float64 ? model.Constant([number]) : model.Constant([(float)number]);
}
