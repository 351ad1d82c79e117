using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Declared;

/// <summary>Tensors against the schema of a model that does not check them itself.</summary>
internal static class SchemaCheck
{
    private const int MostNamed = 20;

    /// <summary>The inputs in the schema's order; optional ones may be absent.</summary>
    /// <exception cref="ScoringException">Missing, unknown, given twice, or of another type or shape.</exception>
    public static IReadOnlyList<NamedTensor> Inputs(ScorerSchema schema, IReadOnlyList<NamedTensor> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var byName = new Dictionary<string, Tensor>(given.Count, StringComparer.Ordinal);
        foreach (var (name, tensor) in given)
        {
            if (!byName.TryAdd(name, tensor))
            {
                throw Invalid($"Input '{name}' is given twice.");
            }
        }

        var ordered = new List<NamedTensor>(given.Count);
        foreach (var info in schema.Inputs)
        {
            if (byName.Remove(info.Name, out var tensor))
            {
                CheckTensor(info, tensor, "Input", ScoringFault.InvalidInput);
                ordered.Add(new NamedTensor(info.Name, tensor));
            }
            else if (!info.IsOptional)
            {
                throw Invalid($"Missing input '{info.Name}', expected {Describe(info)}.");
            }
        }

        return byName.Count == 0
            ? ordered
            : throw Invalid($"Unknown input '{byName.Keys.First()}'; the model takes {Names(schema.Inputs)}.");
    }

    /// <summary>The names wanted, checked; null for all.</summary>
    /// <exception cref="ScoringException">One is unknown or named twice, or none is named.</exception>
    public static void Wanted(ScorerSchema schema, IReadOnlyList<string>? outputs)
    {
        if (outputs is { Count: 0 })
        {
            throw Invalid($"No output is asked for; the model gives {Names(schema.Outputs)}.");
        }

        for (var i = 0; outputs is not null && i < outputs.Count; i++)
        {
            var name = outputs[i];
            if (!schema.Outputs.Any(info => info.Name == name))
            {
                throw Invalid($"Unknown output '{name}'; the model gives {Names(schema.Outputs)}.");
            }

            if (outputs.Take(i).Contains(name))
            {
                throw Invalid($"Output '{name}' is asked for twice.");
            }
        }
    }

    /// <summary>What a model gave, in the order wanted; must be what it declares.</summary>
    /// <exception cref="ScoringException"><see cref="ScoringFault.ModelFailed"/>: says what is wrong.</exception>
    public static IReadOnlyList<NamedTensor> Outputs(
        ScorerSchema schema, IReadOnlyList<NamedTensor> given, IReadOnlyList<string>? wanted)
    {
        var results = new List<NamedTensor>(schema.Outputs.Count);
        foreach (var info in schema.Outputs)
        {
            var tensor = given.Find(info.Name) ?? throw new ScoringException(
                ScoringFault.ModelFailed,
                $"The model gave no output '{info.Name}', only {Names([.. given.Select(output => output.Name)])}.");
            CheckTensor(info, tensor, "The model's output", ScoringFault.ModelFailed);
            results.Add(new NamedTensor(info.Name, tensor));
        }

        return wanted is null
            ? results
            : [.. wanted.Select(name => results.First(result => result.Name == name))];
    }

    /// <summary>As errors name a tensor: <c>float32 of shape [-1, 4]</c>.</summary>
    public static string Describe(TensorInfo info) =>
        $"{Name(info.ElementType)} of shape [{string.Join(", ", info.Shape)}]";

    private static void CheckTensor(TensorInfo info, Tensor? tensor, string what, ScoringFault fault)
    {
        if (tensor is null)
        {
            throw new ScoringException(fault, $"{what} '{info.Name}' has no tensor; leave an optional one out.");
        }

        if (tensor.ElementType != info.ElementType || !TensorShapes.Fits(tensor.Shape, info.Shape))
        {
            throw new ScoringException(
                fault,
                $"{what} '{info.Name}' must be {Describe(info)}, got {Name(tensor.ElementType)} of shape "
                + $"[{string.Join(", ", tensor.Shape.ToArray())}].");
        }
    }

    private static string Names(IReadOnlyList<TensorInfo> infos) => Names([.. infos.Select(info => info.Name)]);

    private static string Names(IReadOnlyList<string> names) => names.Count == 0
        ? "none"
        : string.Join(", ", names.Take(MostNamed).Select(name => $"'{name}'"))
            + (names.Count > MostNamed ? ", …" : "");

    private static string Name(ElementType type) => type.ToString().ToLowerInvariant();

    private static ScoringException Invalid(string message) => new(ScoringFault.InvalidInput, message);
}
