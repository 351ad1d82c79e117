using System.Text.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>JSON values as Python's type names, which MLflow's messages and their readers use.</summary>
internal static class PythonTypes
{
    /// <summary>The type of the value that a reader stands on.</summary>
    public static string NameOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => "NoneType",
        JsonTokenType.True or JsonTokenType.False => "bool",
        JsonTokenType.String => "str",
        JsonTokenType.StartArray => "list",
        JsonTokenType.StartObject => "dict",
        _ => reader.TryGetInt64(out _) ? "int" : "float",
    };

    /// <summary>Names as a Python list prints them.</summary>
    public static string List(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(n => $"'{n}'"))}]";
}
