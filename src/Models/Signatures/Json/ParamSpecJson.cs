using System.Text.Json.Nodes;

namespace Tracking.Models.Signatures.Json;

/// <summary><c>{"name": "k", "default": 1.0, "shape": null, "type": "double"}</c>.</summary>
internal static class ParamSpecJson
{
    public static IReadOnlyList<ParamSpec> Parse(string json, string field)
    {
        using var document = SignatureJson.ParseList(json, field);
        return [.. new JsonField(document.RootElement, field).Items().Select(Read)];
    }

    public static string Print(IReadOnlyList<ParamSpec> parameters) =>
        PythonJson.Print(new JsonArray([.. parameters.Select(Write)]));

    private static ParamSpec Read(JsonField field) => new(
        field.Required("name", "text").Text(),
        ReadType(field),
        field.Property("default") is { } value ? SignatureJson.Copy(value) : null,
        field.Property("shape") is { } shape && ReadIsList(shape));

    /// <summary>Models of MLflow before 2.6 say dtype.</summary>
    private static ColumnType ReadType(JsonField field) =>
        field.Property("type") is null && field.Property("dtype") is { } old
            ? DataTypes.Find(old.Text()) ?? throw old.Unexpected("a type such as \"double\"")
            : ColumnTypeJson.Read(field);

    private static bool ReadIsList(JsonField shape) => shape.Items().Select(extent => extent.Integer()).ToArray() switch
    {
        [] => false,
        [-1] => true,
        _ => throw shape.Unexpected("null, or [-1] for a list"),
    };

    private static JsonNode Write(ParamSpec parameter)
    {
        var json = new JsonObject
        {
            ["name"] = parameter.Name,
            ["default"] = parameter.Default?.DeepClone(),
            ["shape"] = parameter.IsList ? new JsonArray(-1) : null,
        };
        foreach (var (key, value) in ColumnTypeJson.Write(parameter.Type))
        {
            json[key] = value?.DeepClone();
        }

        return json;
    }
}
