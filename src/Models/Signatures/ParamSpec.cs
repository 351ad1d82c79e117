using System.Text.Json.Nodes;
using Tracking.Models.Signatures.Json;

namespace Tracking.Models.Signatures;

/// <summary>A parameter that a scoring request may set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">A scalar, or an object.</param>
/// <param name="Default">Its value where a request has none; must not be changed.</param>
/// <param name="IsList">Whether it is a list of values of the type (shape <c>[-1]</c>).</param>
public sealed record ParamSpec(string Name, ColumnType Type, JsonNode? Default, bool IsList = false)
{
    /// <summary>As MLflow's messages name it: <c>'k': double (default: 1.0)</c>.</summary>
    public override string ToString() =>
        $"'{Name}': {Type} (default: {PythonJson.Print(Default)})" + (IsList ? " (shape: (-1,))" : "");
}
