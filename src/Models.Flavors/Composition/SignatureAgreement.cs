using Tracking.Models.Flavors.Declared;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;

namespace Tracking.Models.Flavors.Composition;

/// <summary>What a composite's author declared against what its models make of it.</summary>
internal static class SignatureAgreement
{
    /// <summary>Checks the tensors of a signature; columns are bound to the inputs request by request.</summary>
    /// <exception cref="ModelLoadException">A name, type or shape that the composite has not.</exception>
    public static void Check(ModelSignature? signature, ScorerSchema schema)
    {
        Check(signature?.Inputs, schema.Inputs, "signature.inputs");
        Check(signature?.Outputs, schema.Outputs, "signature.outputs");
    }

    private static void Check(ModelSchema? declared, IReadOnlyList<TensorInfo> derived, string field)
    {
        foreach (var spec in declared?.Tensors ?? [])
        {
            var info = spec.Name is null && derived.Count == 1
                ? derived[0]
                : derived.FirstOrDefault(known => known.Name == spec.Name) ?? throw new ModelLoadException(
                    $"{field} names '{spec.Name}'; the composite has {Agreement.Names(derived)}.");
            if (spec.ElementType is not { } type
                || Agreement.Both(info, new TensorInfo(info.Name, type, spec.Shape)) is null)
            {
                throw new ModelLoadException(
                    $"{field} has {spec}; the composite's '{info.Name}' is {SchemaCheck.Describe(info)}.");
            }
        }
    }
}
