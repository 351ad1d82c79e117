using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Declared;

/// <summary>The inputs and outputs of models that only their signature describes.</summary>
internal static class DeclaredSchema
{
    /// <summary>What a single input is called that the signature does not name.</summary>
    public const string UnnamedInput = "input";

    /// <summary>What a single output is called that the signature does not name.</summary>
    public const string UnnamedOutput = "output";

    /// <summary>
    /// A tensor for each of the signature's: columns have shape [-1], nested ones as JSON; parameters are optional
    /// scalars or lists that come after the inputs.
    /// </summary>
    /// <param name="directory">A model folder.</param>
    /// <param name="needsOutputs">Whether outputs must be declared too; without, none are told.</param>
    /// <exception cref="ModelLoadException">No signature, or a type that is not known; names which.</exception>
    public static ScorerSchema Of(ModelDirectory directory, bool needsOutputs)
    {
        var signature = directory.MlModel.Signature;
        if (signature?.Inputs is not { } inputs)
        {
            throw new ModelLoadException(
                $"'{directory.Path}' has no signature with inputs; only it tells what this model takes.");
        }

        if (signature.Outputs is null && needsOutputs)
        {
            throw new ModelLoadException(
                $"'{directory.Path}' has no signature with outputs; only it tells what this model gives.");
        }

        return new ScorerSchema(
            [.. Tensors(inputs, UnnamedInput, "inputs"), .. (signature.Params ?? []).Select(Parameter)],
            [.. signature.Outputs is null ? [] : Tensors(signature.Outputs, UnnamedOutput, "outputs")]);
    }

    private static IEnumerable<TensorInfo> Tensors(ModelSchema schema, string unnamed, string field) => schema.IsTensors
        ? schema.Tensors.Select(spec => new TensorInfo(
            spec.Name ?? unnamed, spec.ElementType ?? throw NotHeld(field, spec.Name, spec.DType), spec.Shape))
        : schema.Columns.Select(spec => new TensorInfo(
            spec.Name ?? unnamed, ElementOf(spec.Type, field, spec.Name), [-1]) { IsOptional = !spec.IsRequired });

    private static TensorInfo Parameter(ParamSpec spec) =>
        new(spec.Name, ElementOf(spec.Type, "params", spec.Name), spec.IsList ? [-1] : [])
        {
            IsOptional = true,
            IsParameter = true,
        };

    private static ElementType ElementOf(ColumnType type, string field, string? name) =>
        type.ElementType ?? throw NotHeld(field, name, type.ToString());

    private static ModelLoadException NotHeld(string field, string? name, string type) => new(
        $"signature.{field}: '{name}' is {type}; a type that this version does not know.");
}
