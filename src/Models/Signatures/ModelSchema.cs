using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Signatures.Json;

namespace Tracking.Models.Signatures;

/// <summary>What goes into or comes out of a model: the columns of a table, or tensors; never both.</summary>
public sealed class ModelSchema
{
    private ModelSchema(
        IReadOnlyList<ColumnSpec> columns, IReadOnlyList<TensorSpec> tensors, string field = "the schema")
    {
        Columns = columns;
        Tensors = tensors;
        CheckNames([.. columns.Select(column => column.Name), .. tensors.Select(tensor => tensor.Name)], field);
    }

    /// <summary>The columns of a table, or empty.</summary>
    public IReadOnlyList<ColumnSpec> Columns { get; }

    /// <summary>The tensors, or empty.</summary>
    public IReadOnlyList<TensorSpec> Tensors { get; }

    /// <summary>Whether it is of tensors.</summary>
    public bool IsTensors => Tensors.Count > 0;

    /// <summary>A schema of columns.</summary>
    /// <param name="columns">Each with another name.</param>
    /// <exception cref="ModelLoadException">Names are missing or repeated.</exception>
    public static ModelSchema OfColumns(params IReadOnlyList<ColumnSpec> columns) => new(columns, []);

    /// <summary>A schema of tensors.</summary>
    /// <param name="tensors">One, or several with different names.</param>
    /// <exception cref="ModelLoadException">Names are missing or repeated.</exception>
    public static ModelSchema OfTensors(params IReadOnlyList<TensorSpec> tensors) => new([], tensors);

    /// <summary>Reads the JSON that MLflow writes into MLmodel.</summary>
    /// <param name="json">A list of columns or tensors.</param>
    /// <param name="field">What errors name, such as <c>signature.inputs</c>.</param>
    /// <exception cref="ModelLoadException">Not such a list; names the field.</exception>
    public static ModelSchema Parse(string json, string field)
    {
        using var document = SignatureJson.ParseList(json, field);
        var columns = new List<ColumnSpec>();
        var tensors = new List<TensorSpec>();
        foreach (var item in new JsonField(document.RootElement, field).Items())
        {
            if (item.Property("type") is { Value.ValueKind: JsonValueKind.String } type && type.Text() == "tensor")
            {
                tensors.Add(TensorSpecJson.Read(item));
            }
            else
            {
                columns.Add(ColumnSpecJson.Read(item));
            }
        }

        return columns.Count > 0 && tensors.Count > 0
            ? throw new ModelLoadException($"{field} mixes columns and tensors; expected only one of them.")
            : new ModelSchema(columns, tensors, field);
    }

    /// <summary>The JSON that MLflow writes into MLmodel, spaces and order of keys included.</summary>
    public string ToJson() => PythonJson.Print(new JsonArray(
        [.. IsTensors ? Tensors.Select(TensorSpecJson.Write) : Columns.Select(ColumnSpecJson.Write)]));

    /// <summary>As MLflow's messages name it: <c>['x': double (required)]</c>.</summary>
    public override string ToString() => IsTensors
        ? $"[{string.Join(", ", Tensors)}]"
        : $"[{string.Join(", ", Columns)}]";

    private static void CheckNames(string?[] names, string field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is null && names.Length > 1)
            {
                throw new ModelLoadException($"{field}[{i}].name is missing; only a single one may lack it.");
            }

            if (names[i] is { } name && !seen.Add(name))
            {
                throw new ModelLoadException($"{field}[{i}].name is '{name}' again; expected each name once.");
            }
        }
    }
}
