using Tracking.Cli.Commands.Doctor;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>What a model declares against what its graph takes and gives.</summary>
internal static class SignatureFindings
{
    private const string Name = "signature";

    public static IEnumerable<Finding> Look(ModelSignature? signature, ScorerSchema graph)
    {
        if (signature?.Inputs is not { } inputs)
        {
            return
            [
                Finding.Warn(Name, "It declares no inputs.", "Log it with a signature: requests are then checked."),
            ];
        }

        string[] problems =
        [
            .. inputs.IsTensors ? TensorProblems("input", inputs, graph.Inputs) : ColumnProblems(inputs, graph.Inputs),
            .. signature.Outputs is { IsTensors: true } outputs
                ? TensorProblems("output", outputs, graph.Outputs)
                : [],
        ];
        return problems.Length == 0
            ? [Finding.Ok(Name, $"The graph takes what is declared: {inputs}.")]
            : problems.Select(problem => Finding.Fail(Name, problem, "Log the model again with the right signature."));
    }

    private static IEnumerable<string> TensorProblems(
        string kind, ModelSchema declared, IReadOnlyList<TensorInfo> graph)
    {
        foreach (var spec in declared.Tensors)
        {
            var info = spec.Name is null && graph.Count > 0 ? graph[0] : graph.FirstOrDefault(t => t.Name == spec.Name);
            if (info is null)
            {
                var names = string.Join(", ", graph.Select(tensor => $"'{tensor.Name}'"));
                yield return $"It declares the {kind} {spec}, which the graph lacks; that has {names}.";
            }
            else if (!Agree(spec, info))
            {
                yield return $"It declares the {kind} {spec}; the graph has '{info.Name}': "
                    + $"{new TensorSpec(null, info.ElementType, info.Shape)}.";
            }
        }

        if (kind == "input" && declared.Tensors is not [{ Name: null }])
        {
            var names = declared.Tensors.Select(tensor => tensor.Name).ToHashSet();
            foreach (var info in graph.Where(info => !info.IsOptional && !names.Contains(info.Name)))
            {
                yield return $"The graph takes '{info.Name}', which the signature does not declare.";
            }
        }
    }

    private static IEnumerable<string> ColumnProblems(ModelSchema declared, IReadOnlyList<TensorInfo> graph)
    {
        if (Whole(declared, graph) is { } only)
        {
            var width = only.Shape.Count == 2 ? only.Shape[1] : only.Shape.Count == 1 ? 1 : -1;
            if (only.Shape.Count > 2 && declared.Columns is not [{ Type: ArrayType }])
            {
                yield return $"It declares columns, but the graph's input '{only.Name}' has rank {only.Shape.Count}.";
            }
            else if (width >= 0 && width != declared.Columns.Count && declared.Columns is not [{ Type: ArrayType }])
            {
                yield return $"It declares {declared.Columns.Count} columns; the graph's input '{only.Name}' "
                    + $"takes {width}.";
            }

            yield break;
        }

        var names = declared.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var info in graph.Where(info => !info.IsOptional && !names.Contains(info.Name)))
        {
            yield return $"The graph takes '{info.Name}', which no declared column is called.";
        }
    }

    // All columns side by side, beside parameters that no column is called.
    private static TensorInfo? Whole(ModelSchema declared, IReadOnlyList<TensorInfo> graph) =>
        graph is [var only] ? only
        : graph.Where(info => !info.IsOptional).ToList() is [{ Shape.Count: > 1 } matrix]
            && !declared.Columns.Any(column => graph.Any(info => info.Name == column.Name)) ? matrix
        : null;

    private static bool Agree(TensorSpec spec, TensorInfo info)
    {
        if (spec.ElementType != info.ElementType || spec.Shape.Count != info.Shape.Count)
        {
            return false;
        }

        return spec.Shape.Zip(info.Shape).All(pair => pair.First < 0 || pair.Second < 0 || pair.First == pair.Second);
    }
}
