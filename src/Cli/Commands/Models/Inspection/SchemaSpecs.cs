using Tracking.Models.Signatures;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>What a schema holds, in MLflow's words.</summary>
internal static class SchemaSpecs
{
    /// <summary>Such as <c>'x': double (required)</c>.</summary>
    public static IEnumerable<string> Specs(this ModelSchema schema) => schema.IsTensors
        ? schema.Tensors.Select(tensor => tensor.ToString())
        : schema.Columns.Select(column => column.ToString());
}
