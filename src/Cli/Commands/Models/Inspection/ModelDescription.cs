using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracking.Cli.Output;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>What a model folder is, for <c>tracking models describe URI</c>.</summary>
internal sealed record ModelDescription
{
    [JsonPropertyName("uri")]
    public required string Uri { get; init; }

    [JsonPropertyName("digest")]
    public required string Digest { get; init; }

    /// <summary>Of all files, bytes.</summary>
    [JsonPropertyName("size_bytes")]
    public required long SizeBytes { get; init; }

    [JsonPropertyName("files")]
    public required IReadOnlyList<DescribedFile> Files { get; init; }

    /// <summary>MLmodel as JSON: flavors, signature and example stand in it as MLflow has them.</summary>
    [JsonPropertyName("mlmodel")]
    public JsonObject? MlModel { get; init; }

    [JsonPropertyName("graph_inputs")]
    public IReadOnlyList<DescribedTensor>? GraphInputs { get; init; }

    [JsonPropertyName("graph_outputs")]
    public IReadOnlyList<DescribedTensor>? GraphOutputs { get; init; }

    /// <summary>The example as a scoring request; null where there is none, or not one of JSON.</summary>
    [JsonPropertyName("serving_input_example")]
    public JsonNode? Example { get; init; }

    /// <summary>Why the graph could not be loaded.</summary>
    [JsonPropertyName("problem")]
    public string? Problem { get; init; }

    public static async Task<ModelDescription> OfAsync(ModelInspection model, CancellationToken cancellationToken)
    {
        var files = new DirectoryInfo(model.Folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => new DescribedFile(Path.GetRelativePath(model.Folder, file.FullName), file.Length))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        return new ModelDescription
        {
            Uri = model.Uri,
            Digest = await ModelDigest.OfAsync(model.Folder, cancellationToken),
            SizeBytes = files.Sum(file => file.Bytes),
            Files = files,
            MlModel = model.Content?.ToJson(),
            GraphInputs = Describe(model.Graph?.Inputs),
            GraphOutputs = Describe(model.Graph?.Outputs),
            Example = (await ExampleRequest.ReadAsync(model, cancellationToken))?.AsJson() is { } example
                ? ReadableRequest.Of(example, model.Content?.Signature?.Inputs, model.Graph)
                : null,
            Problem = model.Problem,
        };
    }

    /// <summary>For a person.</summary>
    public static DetailView View(ModelDescription model, MlModel? content)
    {
        var view = new DetailView()
            .Add("Model", model.Uri)
            .Add("Size", new ByteCount(model.SizeBytes))
            .Add("Digest", model.Digest)
            .Add("Problem", model.Problem);
        if (content is not null)
        {
            view.Add("Flavors", string.Join(", ", content.Flavors.Keys))
                .Add("Model ID", content.ModelId)
                .Add("Run ID", content.RunId)
                .Add("Created", content.CreatedAt)
                .Add("MLflow format", content.MlflowVersion)
                .List("Signature", Lines(content.Signature));
        }

        return view
            .List("Graph inputs", (model.GraphInputs ?? []).Select(Line))
            .List("Graph outputs", (model.GraphOutputs ?? []).Select(Line))
            .List("Files", model.Files.Select(file => ((string?)file.Path, (object?)new ByteCount(file.Bytes))))
            .List("Example", model.Example is { } example ? [("request", example.ToJsonString())] : []);
    }

    private static IEnumerable<(string? Name, object? Value)> Lines(ModelSignature? signature) =>
    [
        .. (signature?.Inputs?.Specs() ?? []).Select(spec => ((string?)"input", (object?)spec)),
        .. (signature?.Outputs?.Specs() ?? []).Select(spec => ((string?)"output", (object?)spec)),
        .. (signature?.Params ?? []).Select(spec => ((string?)"param", (object?)spec.ToString())),
    ];

    private static (string? Name, object? Value) Line(DescribedTensor tensor) =>
        (tensor.Name, $"{tensor.Type} {TensorShapes.Print([.. tensor.Shape])}{(tensor.IsOptional ? " optional" : "")}");

    private static List<DescribedTensor>? Describe(IReadOnlyList<TensorInfo>? tensors) => tensors?
        .Select(tensor => new DescribedTensor(
            tensor.Name, tensor.ElementType.ToString().ToLowerInvariant(), tensor.Shape, tensor.IsOptional))
        .ToList();
}

/// <summary>A file of a model folder.</summary>
internal sealed record DescribedFile(
    [property: JsonPropertyName("path")] string Path, [property: JsonPropertyName("size_bytes")] long Bytes);

/// <summary>An input or output of a graph; -1 where any extent will do.</summary>
internal sealed record DescribedTensor(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("shape")] IReadOnlyList<long> Shape,
    [property: JsonPropertyName("optional")] bool IsOptional);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelDescription))]
internal sealed partial class ModelDescriptionJson : JsonSerializerContext;
