using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>Holds a caller's values and names against the model's inputs and outputs.</summary>
internal static class ValueRequest
{
    /// <summary>The values with what they stand for, without those left out.</summary>
    /// <exception cref="ScoringException">Missing, unknown, or given twice.</exception>
    public static List<(ValuePort Port, ModelValue Value)> Order(
        OnnxModelSchema schema, IReadOnlyList<NamedValue> inputs)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<(ValuePort, ModelValue)>(inputs.Count);
        foreach (var (name, value) in inputs)
        {
            if (!given.Add(name))
            {
                throw Invalid($"Input '{name}' is given twice.");
            }

            var port = Find(schema.InputFaces, name, "input", "takes");
            if (value is not null)
            {
                ordered.Add((port, value));
            }
            else if (!port.IsOptional)
            {
                throw Invalid($"Input '{name}' has no value, and it is not optional.");
            }
        }

        var missing = Array.Find(
            schema.InputFaces, face => !face.Port.IsOptional && !given.Contains(face.Port.Name));
        return missing is null ? ordered : throw Invalid($"Missing input '{missing.Port.Name}'.");
    }

    /// <summary>The outputs wanted, or all.</summary>
    /// <exception cref="ScoringException">One is unknown or named twice, or none is named.</exception>
    public static ValuePort[] Find(OnnxModelSchema schema, IReadOnlyList<string>? outputs)
    {
        if (outputs is null)
        {
            return Array.ConvertAll(schema.OutputFaces, face => face.Port);
        }

        if (outputs.Count == 0 || outputs.Distinct(StringComparer.Ordinal).Count() < outputs.Count)
        {
            throw Invalid(outputs.Count == 0 ? "No output is asked for." : "An output is asked for twice.");
        }

        return [.. outputs.Select(name => Find(schema.OutputFaces, name, "output", "gives"))];
    }

    private static ValuePort Find(PortFace[] faces, string name, string role, string verb) =>
        Array.Find(faces, face => face.Port.Name == name)?.Port ?? throw Invalid($"Unknown {role} '{name}'; the model "
            + $"{verb} {string.Join(", ", faces.Take(20).Select(face => $"'{face.Port.Name}'"))}.");

    private static ScoringException Invalid(string message) => new(ScoringFault.InvalidInput, message);
}
