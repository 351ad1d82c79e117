using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>
/// Holds a signature against the graph: what no request could satisfy is an error at load. Element types that are cast
/// (doubles for a float input) fit.
/// </summary>
internal static class SignatureFit
{
    /// <exception cref="ModelLoadException">They contradict each other; names the field.</exception>
    public static void Check(ModelSignature? signature, ScorerSchema schema)
    {
        if (signature?.Inputs is { IsTensors: true } tensors)
        {
            CheckTensors(tensors.Tensors, schema.Inputs);
        }
        else if (signature?.Inputs is { Columns.Count: > 0 } table)
        {
            CheckColumns(table.Columns, schema.Inputs);
        }

        // MLflow lets a signature describe outputs as it likes; where it names one of the graph's, it must be that.
        foreach (var (index, output) in (signature?.Outputs?.Tensors ?? []).Index())
        {
            if (schema.Outputs.FirstOrDefault(candidate => candidate.Name == output.Name) is { } actual)
            {
                CheckTensor($"signature.outputs[{index}]", output, actual, "gives");
            }
        }
    }

    private static void CheckTensors(IReadOnlyList<TensorSpec> declared, IReadOnlyList<TensorInfo> inputs)
    {
        if (declared is [var single] && inputs.Count(input => !input.IsOptional) <= 1 && inputs.Count > 0)
        {
            var target = inputs.FirstOrDefault(input => input.Name == single.Name) ?? inputs[0];
            CheckTensor("signature.inputs[0]", single, target, "takes");
            return;
        }

        foreach (var (index, tensor) in declared.Index())
        {
            var field = $"signature.inputs[{index}]";
            var input = inputs.FirstOrDefault(candidate => candidate.Name == tensor.Name)
                ?? throw Contradiction(field, $"is '{tensor.Name}'", $"takes {Names(inputs)}");
            CheckTensor(field, tensor, input, "takes");
        }

        CheckNoneIsMissing(declared.Select(tensor => tensor.Name), inputs);
    }

    private static void CheckColumns(IReadOnlyList<ColumnSpec> columns, IReadOnlyList<TensorInfo> inputs)
    {
        if (inputs.Count(input => !input.IsOptional) > 1)
        {
            CheckNoneIsMissing(columns.Select(column => column.Name), inputs);
            foreach (var (index, column) in columns.Index())
            {
                if (inputs.FirstOrDefault(input => input.Name == column.Name) is { } input)
                {
                    CheckKind($"signature.inputs[{index}]", column, input);
                }
            }
        }
        else if (inputs.Count == 1)
        {
            CheckMatrix(columns, inputs[0]);
        }
    }

    private static void CheckMatrix(IReadOnlyList<ColumnSpec> columns, TensorInfo input)
    {
        foreach (var (index, column) in columns.Index())
        {
            CheckKind($"signature.inputs[{index}]", column, input);
        }

        if (columns.FirstOrDefault(column => column.Type is ArrayType) is { } lists)
        {
            if (columns.Count > 1)
            {
                throw Contradiction("signature.inputs", $"has '{lists.Name}' of lists beside other columns",
                    $"takes all columns side by side in its one input '{input.Name}'");
            }

            return;
        }

        var least = columns.Count(column => column.IsRequired);
        if (input.Shape is [_, >= 0 and var width] && (width < least || width > columns.Count))
        {
            throw Contradiction(
                "signature.inputs", $"has {columns.Count} columns", $"takes {width} in its input '{input.Name}'");
        }
    }

    private static void CheckTensor(string field, TensorSpec declared, TensorInfo actual, string verb)
    {
        if (declared.ElementType is { } type && IsText(type) != IsText(actual.ElementType))
        {
            throw Contradiction($"{field}.tensor-spec.dtype", $"is {declared.DType}",
                $"{verb} {NumpyTypes.Name(actual.ElementType)} as '{actual.Name}'");
        }

        var isUnknown = actual.Shape.Count == 0;
        if (!isUnknown && !MayBeTheSame(declared.Shape, actual.Shape))
        {
            throw Contradiction($"{field}.tensor-spec.shape", $"is {TensorShapes.Print([.. declared.Shape])}",
                $"{verb} {TensorShapes.Print([.. actual.Shape])} as '{actual.Name}'");
        }
    }

    private static void CheckKind(string field, ColumnSpec column, TensorInfo input)
    {
        var (leaf, depth) = Innermost(column.Type, 0);
        var fits = leaf is ScalarType { DataType: var type }
            && IsText(type.ElementType()) == IsText(input.ElementType)
            && (depth == 0 || input.Shape.Count == 0 || input.Shape.Count == depth + 1);
        if (!fits)
        {
            throw Contradiction(
                $"{field}.type",
                $"is {column.Type}",
                $"takes {NumpyTypes.Name(input.ElementType)} of shape {TensorShapes.Print([.. input.Shape])} as "
                + $"'{input.Name}'");
        }
    }

    /// <summary>What lists are of in the end, and how deep that is.</summary>
    private static (ColumnType Leaf, int Depth) Innermost(ColumnType type, int depth) =>
        type is ArrayType array ? Innermost(array.Items, depth + 1) : (type, depth);

    private static void CheckNoneIsMissing(IEnumerable<string?> declared, IReadOnlyList<TensorInfo> inputs)
    {
        var names = declared.ToHashSet(StringComparer.Ordinal);
        if (inputs.FirstOrDefault(input => !input.IsOptional && !names.Contains(input.Name)) is { } missing)
        {
            throw Contradiction("signature.inputs", $"lacks '{missing.Name}'", $"takes {Names(inputs)}");
        }
    }

    private static bool MayBeTheSame(IReadOnlyList<long> declared, IReadOnlyList<long> actual) =>
        declared.Count == actual.Count
        && declared.Zip(actual).All(pair => pair.First < 0 || pair.Second < 0 || pair.First == pair.Second);

    private static bool IsText(ElementType type) => type == ElementType.String;

    private static string Names(IReadOnlyList<TensorInfo> tensors) =>
        string.Join(", ", tensors.Take(20).Select(tensor => $"'{tensor.Name}'"));

    private static ModelLoadException Contradiction(string field, string says, string does) =>
        new($"MLmodel: {field} {says}, but the ONNX model {does}.");
}
