using System.Globalization;
using System.Text.Json.Nodes;
using Tracking.Models.Format.Yaml;
using Tracking.Models.Signatures;
using YamlDotNet.RepresentationModel;

namespace Tracking.Models.Format;

/// <summary>
/// The content of an MLmodel file. Immutable: <see cref="With"/> gives a changed copy, and keys that this type does not
/// know survive reading and writing.
/// </summary>
public sealed class MlModel
{
    /// <summary>The file's name in a model folder.</summary>
    public const string FileName = "MLmodel";

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly YamlMappingNode _root;
    private readonly MlModelSection _top;

    private MlModel(YamlMappingNode root)
    {
        _root = root;
        _top = new MlModelSection(root, "");
        Flavors = ReadFlavors(_top);
        Signature = ModelSignature.Read(_top.Section("signature"));
        InputExample = SavedInputExample.Read(_top.Section("saved_input_example_info"));
        ModelSizeBytes = _top.Integer("model_size_bytes");
        RunId = _top.Text("run_id");
        ModelUuid = _top.Text("model_uuid");
        ModelId = _top.Text("model_id");
        ArtifactPath = _top.Text("artifact_path");
        MlflowVersion = _top.Text("mlflow_version");
        CreatedAt = ParseTime(_top.Text("utc_time_created"));
    }

    /// <summary>The run that logged the model.</summary>
    public string? RunId { get; }

    /// <summary>32 hex digits given when the folder was written.</summary>
    public string? ModelUuid { get; }

    /// <summary>The logged model, <c>m-…</c>.</summary>
    public string? ModelId { get; }

    /// <summary>Where the model is among its run's artifacts.</summary>
    public string? ArtifactPath { get; }

    /// <summary>The version of MLflow's format that the writer followed.</summary>
    public string? MlflowVersion { get; }

    /// <summary>When the folder was written; null where the file does not say so in a readable way.</summary>
    public DateTimeOffset? CreatedAt { get; }

    /// <summary>Bytes of the model's own files, without the environment files and MLmodel.</summary>
    public long? ModelSizeBytes { get; }

    /// <summary>Ways to load the model, by name; never empty.</summary>
    public IReadOnlyDictionary<string, MlModelSection> Flavors { get; }

    /// <summary>What goes in and out, where the model says so.</summary>
    public ModelSignature? Signature { get; }

    /// <summary>The input example saved beside the file, if any.</summary>
    public SavedInputExample? InputExample { get; }

    /// <summary>The user's own notes; a new tree at each call, null where there are none.</summary>
    public JsonObject? Metadata => _top.Section("metadata")?.ToJson();

    /// <summary>The whole file by key, for what has no property here.</summary>
    public MlModelSection Content => _top;

    /// <summary>Reads the text of an MLmodel file.</summary>
    /// <param name="yaml">A YAML mapping with at least one flavor.</param>
    /// <exception cref="ModelLoadException">Not YAML, hostile, or a field of the wrong kind; names which.</exception>
    public static MlModel Parse(string yaml) => new(YamlReading.ReadMapping(yaml));

    /// <summary>Builds the content of a new file from its keys.</summary>
    /// <param name="content">As MLflow lays it out; see <see cref="ToJson"/>.</param>
    /// <exception cref="ModelLoadException">A field is of the wrong kind, or no flavor is given.</exception>
    public static MlModel FromJson(JsonObject content) => new((YamlMappingNode)YamlJson.ToYaml(content));

    /// <summary>The text of the file.</summary>
    public string ToYaml() => YamlWriting.Write(_root);

    /// <summary>The file as JSON, as a run records its models; a new tree at each call.</summary>
    public JsonObject ToJson() => _top.ToJson();

    /// <summary>A copy in which a top-level key has another value; all else is kept.</summary>
    /// <param name="key">Known or not.</param>
    /// <param name="value">Null is written as null.</param>
    /// <exception cref="ModelLoadException">The value is of the wrong kind for a known key.</exception>
    public MlModel With(string key, JsonNode? value)
    {
        var changed = new YamlMappingNode();
        var isNew = true;
        foreach (var (name, node) in _root.Children)
        {
            var isIt = YamlJson.KeyOf(name) == key;
            isNew &= !isIt;
            changed.Add(name, isIt ? YamlJson.ToYaml(value) : node);
        }

        if (isNew)
        {
            changed.Add(YamlScalars.FromText(key), YamlJson.ToYaml(value));
        }

        return new MlModel(changed);
    }

    /// <summary>A copy that belongs to a run and a logged model.</summary>
    /// <param name="runId">The run that logs it.</param>
    /// <param name="modelId">The logged model, <c>m-…</c>, or null.</param>
    /// <param name="artifactPath">Where it is among the run's artifacts, or null.</param>
    public MlModel LoggedBy(string runId, string? modelId, string? artifactPath) =>
        With("run_id", runId).With("model_id", modelId).With("artifact_path", artifactPath);

    internal static string FormatTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static DateTimeOffset? ParseTime(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out var time) ? time : null;

    private static Dictionary<string, MlModelSection> ReadFlavors(MlModelSection top)
    {
        var section = top.Section("flavors");
        if (section is null || section.Keys.Count == 0)
        {
            throw new ModelLoadException("MLmodel has no flavors; expected at least one under 'flavors'.");
        }

        return section.Keys.ToDictionary(
            name => name,
            name => section.Section(name) ?? new MlModelSection(new YamlMappingNode(), section.PathOf(name)),
            StringComparer.Ordinal);
    }
}
