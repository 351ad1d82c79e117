using Tracking.Models.Flavors.Declared;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition;

/// <summary>Whether tensors of one declaration fit another.</summary>
internal static class Agreement
{
    /// <summary>
    /// What fits both: the extents that either states. ONNX does not tell a scalar from a tensor of unknown rank, so an
    /// empty shape agrees with every shape and the run decides.
    /// </summary>
    /// <returns>Null where they differ in type, rank or a stated extent.</returns>
    public static TensorInfo? Both(TensorInfo one, TensorInfo other)
    {
        if (one.ElementType != other.ElementType)
        {
            return null;
        }

        var both = one with
        {
            IsOptional = one.IsOptional && other.IsOptional,
            IsParameter = one.IsParameter && other.IsParameter,
        };
        if (one.Shape.Count == 0 || other.Shape.Count == 0)
        {
            return one.Shape.Count == 0 ? both with { Shape = other.Shape } : both;
        }

        return one.Shape.Count == other.Shape.Count
            && one.Shape.Zip(other.Shape).All(extents => Fit(extents.First, extents.Second))
            ? both with { Shape = [.. one.Shape.Zip(other.Shape, Math.Max)] }
            : null;
    }

    /// <summary>What either may give: the extents in which they agree, -1 for others.</summary>
    /// <returns>Null where they differ in type or rank.</returns>
    public static TensorInfo? Either(TensorInfo one, TensorInfo other) =>
        one.ElementType == other.ElementType && one.Shape.Count == other.Shape.Count
            ? one with { Shape = [.. one.Shape.Zip(other.Shape, (a, b) => a == b ? a : -1)] }
            : null;

    /// <summary>The inputs of several models by name: each once, with what all that take it ask for.</summary>
    /// <exception cref="ModelLoadException">Two ask for different types or shapes; names the step.</exception>
    public static IReadOnlyList<TensorInfo> Inputs(IEnumerable<Part> parts)
    {
        var inputs = new List<TensorInfo>();
        foreach (var part in parts)
        {
            foreach (var info in part.Scorer.Schema.Inputs)
            {
                Include(inputs, part.AsDeclared(info), part.Name);
            }
        }

        return inputs;
    }

    /// <summary>Adds an input, or narrows the one of the same name.</summary>
    /// <exception cref="ModelLoadException">They do not fit together.</exception>
    public static void Include(List<TensorInfo> inputs, TensorInfo info, string step)
    {
        var index = inputs.FindIndex(known => known.Name == info.Name);
        if (index < 0)
        {
            inputs.Add(info);
            return;
        }

        inputs[index] = Both(inputs[index], info) ?? throw PartList.Wrong(
            step,
            $"takes the input '{info.Name}' as {SchemaCheck.Describe(info)}, another step as "
            + $"{SchemaCheck.Describe(inputs[index])}.");
    }

    /// <summary>The outputs that all models give, with what any of them may give.</summary>
    /// <param name="parts">At least one.</param>
    /// <param name="wanted">The names, or none for all that are common.</param>
    /// <exception cref="ModelLoadException">None is common, or two differ; names the step.</exception>
    public static IReadOnlyList<TensorInfo> Outputs(IReadOnlyList<Part> parts, IReadOnlyList<string> wanted)
    {
        var names = wanted.Count > 0
            ? wanted
            : [.. parts[0].Scorer.Schema.Outputs.Select(info => info.Name)
                .Where(name => parts.All(part => part.Scorer.Schema.Outputs.Any(info => info.Name == name)))];
        return names.Count > 0
            ? [.. names.Select(name => Common(parts, name))]
            : throw PartList.Wrong(parts[^1].Name, "has no output in common with the other steps.");
    }

    private static TensorInfo Common(IReadOnlyList<Part> parts, string name)
    {
        var result = OutputOf(parts[0], name);
        foreach (var part in parts.Skip(1))
        {
            var info = OutputOf(part, name);
            result = Either(result, info) ?? throw PartList.Wrong(
                part.Name,
                $"gives '{name}' as {SchemaCheck.Describe(info)}, another step as {SchemaCheck.Describe(result)}.");
        }

        return result;
    }

    /// <summary>An output of a model.</summary>
    /// <exception cref="ModelLoadException">It has none of that name.</exception>
    public static TensorInfo OutputOf(Part part, string name) =>
        part.Scorer.Schema.Outputs.FirstOrDefault(info => info.Name == name) ?? throw PartList.Wrong(
            part.Name, $"its model has no output '{name}', only {Names(part.Scorer.Schema.Outputs)}.");

    /// <summary>Names for an error.</summary>
    public static string Names(IEnumerable<TensorInfo> infos) =>
        string.Join(", ", infos.Take(20).Select(info => $"'{info.Name}'"));

    private static bool Fit(long one, long other) => one < 0 || other < 0 || one == other;
}
