using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Models.Format;

/// <summary>Reads input examples in every form that MLflow has written.</summary>
internal static class ModelExampleReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <exception cref="ModelLoadException">A file is missing, too large, or is not what MLmodel says.</exception>
    public static async Task<ModelExample> ReadAsync(
        ModelDirectory directory, SavedInputExample info, CancellationToken cancellationToken)
    {
        var file = await ParseAsync(directory, info.ArtifactPath, cancellationToken);
        var (content, parameters) = info.HasParams ? Split(file, info) : (file, null);
        if (info.ServingInputPath is { } path)
        {
            var request = await ParseAsync(directory, path, cancellationToken) as JsonObject
                ?? throw new ModelLoadException($"{path} is no JSON object; expected the body of a scoring request.");
            return new ModelExample(info, content, parameters, request);
        }

        // Models of MLflow before 2.15, and sparse matrices, have no request beside them.
        var derived = Request(info, content);
        derived.Add("params", parameters?.DeepClone());
        if (parameters is null)
        {
            derived.Remove("params");
        }

        return new ModelExample(info, content, parameters, derived);
    }

    private static (JsonNode? Content, JsonObject? Params) Split(JsonNode? file, SavedInputExample info)
    {
        if (file is JsonObject map && map["params"] is JsonObject parameters && map.ContainsKey("inputs"))
        {
            return (map["inputs"]?.DeepClone(), (JsonObject)parameters.DeepClone());
        }

        throw new ModelLoadException(
            $"{info.ArtifactPath} holds no parameters, though MLmodel says so; expected 'inputs' and 'params'.");
    }

    private static JsonObject Request(SavedInputExample info, JsonNode? content) => (info.Type, content) switch
    {
        ("dataframe", JsonArray) when info.PandasOrient == "records" => Of("dataframe_records", content),
        ("dataframe", JsonArray rows) => Of("dataframe_split", new JsonObject { ["data"] = rows.DeepClone() }),
        ("dataframe", JsonObject) => Of("dataframe_split", content),
        ("ndarray", JsonObject { Count: 1 } wrapped) when wrapped.ContainsKey("inputs") =>
            Of("inputs", wrapped["inputs"]),
        ("ndarray", JsonObject { Count: 1 } wrapped) when wrapped.ContainsKey("instances") =>
            Of("instances", wrapped["instances"]),
        (SparseMatrix.ByRow, _) => Of("inputs", SparseMatrix.Read(content, isByColumn: false).ToDense()),
        (SparseMatrix.ByColumn, _) => Of("inputs", SparseMatrix.Read(content, isByColumn: true).ToDense()),
        _ => Of("inputs", content),
    };

    private static JsonObject Of(string key, JsonNode? value) => new() { [key] = value?.DeepClone() };

    private static async Task<JsonNode?> ParseAsync(
        ModelDirectory directory, string relativePath, CancellationToken cancellationToken)
    {
        var path = directory.PathOf(relativePath);
        try
        {
            if (new FileInfo(path).Length > MlModel.MaxBytes)
            {
                throw new ModelLoadException(
                    $"{relativePath} is larger than {MlModel.MaxBytes} bytes; an example is a few rows.");
            }

            await using var file = File.OpenRead(path);
            return await JsonNode.ParseAsync(file, null, Options, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new ModelLoadException($"{relativePath} is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{relativePath} cannot be read: {e.Message}", e);
        }
    }
}
