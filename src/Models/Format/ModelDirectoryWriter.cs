using System.Text.Json.Nodes;
using Tracking.Models.Signatures.Json;

namespace Tracking.Models.Format;

/// <summary>
/// Writes model folders that stock MLflow can load. A folder is built beside its place and then moved there, so that
/// nobody ever sees half a model. Safe for concurrent calls.
/// </summary>
/// <param name="time">Gives utc_time_created.</param>
/// <param name="newId">Gives model_uuid; null for random ones.</param>
public sealed class ModelDirectoryWriter(TimeProvider time, Func<Guid>? newId = null)
{
    private const string CodeFolder = "code";

    private readonly Func<Guid> _newId = newId ?? Guid.NewGuid;

    /// <summary>Writes a model folder.</summary>
    /// <param name="path">A folder that does not exist yet; its parents are made.</param>
    /// <param name="content">What goes into it.</param>
    /// <param name="cancellationToken">Ends the writing and removes what was written.</param>
    /// <exception cref="IOException">The folder exists, or cannot be written.</exception>
    /// <exception cref="ArgumentException">A path leaves the folder or is taken twice, or the data lacks.</exception>
    public async Task<ModelDirectory> WriteAsync(
        string path, ModelContent content, CancellationToken cancellationToken = default)
    {
        CheckFiles(content);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.Exists(target))
        {
            throw new IOException($"'{target}' already exists; a model is written into a new folder.");
        }

        var parent = Directory.CreateDirectory(Path.GetDirectoryName(target)
            ?? throw new IOException($"'{target}' cannot be a model folder."));
        var unfinished = Path.Combine(parent.FullName, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(unfinished);
        try
        {
            await WriteFilesAsync(unfinished, content, cancellationToken);
            Directory.Move(unfinished, target);
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }

        return await ModelDirectory.OpenAsync(target, cancellationToken);
    }

    private async Task WriteFilesAsync(string folder, ModelContent content, CancellationToken cancellationToken)
    {
        long size = 0;
        foreach (var file in content.Files.Concat(InCodeFolder(content)))
        {
            size += await CopyAsync(file, folder, cancellationToken);
        }

        if (content.InputExample is { } example)
        {
            var plain = PythonJson.Print(example.ToFile());
            size += await WriteAsync(folder, example.Info.ArtifactPath, plain, cancellationToken);
            if (example.Info.ServingInputPath is { } servingPath)
            {
                var request = PythonJson.Print(example.Request, indent: 2);
                size += await WriteAsync(folder, servingPath, request, cancellationToken);
            }
        }

        foreach (var (name, text) in PythonFiles(content))
        {
            await WriteAsync(folder, name, text, cancellationToken);
        }

        var model = MlModel.FromJson(Describe(content, size));
        await WriteAsync(folder, MlModel.FileName, model.ToYaml(), cancellationToken);
    }

    /// <summary>The keys in alphabetical order, as MLflow writes them.</summary>
    private JsonObject Describe(ModelContent content, long size)
    {
        var keys = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["flavors"] = Flavors(content),
            ["mlflow_version"] = MlflowFormat.Version,
            ["model_id"] = content.ModelId,
            ["model_size_bytes"] = size,
            ["model_uuid"] = _newId().ToString("N"),
            ["prompts"] = null,
            ["utc_time_created"] = MlModel.FormatTime(time.GetUtcNow()),
        };
        AddIfAny(keys, "artifact_path", content.ArtifactPath);
        AddIfAny(keys, "run_id", content.RunId);
        AddIfAny(keys, "metadata", content.Metadata?.DeepClone());
        AddIfAny(keys, "saved_input_example_info", content.InputExample?.Info.ToJson());
        if (content.Signature is { } signature)
        {
            keys["signature"] = signature.ToJson();
            keys["is_signature_from_type_hint"] = false;
            keys["type_hint_from_example"] = false;
        }

        return new JsonObject(keys);
    }

    private static IEnumerable<(string Name, string Content)> PythonFiles(ModelContent content) =>
        content.Flavor.LoaderModule is null
            ? []
            : PythonEnvironmentFiles.Write(
                content.PythonVersion, [.. content.Flavor.Requirements, .. content.Requirements]);

    private static JsonObject Flavors(ModelContent content)
    {
        var flavors = new JsonObject { [content.Flavor.Name] = FlavorOptions(content) };
        if (content.Flavor.LoaderModule is not null)
        {
            flavors["python_function"] = PythonFunction(content);
        }

        return flavors;
    }

    private static IEnumerable<ModelFile> InCodeFolder(ModelContent content) =>
        content.Code.Select(file => file with { RelativePath = $"{CodeFolder}/{file.RelativePath}" });

    private static JsonObject FlavorOptions(ModelContent content)
    {
        var options = (JsonObject)content.Flavor.Options.DeepClone();
        if (content.Code.Count > 0)
        {
            options["code"] = CodeFolder;
        }

        return options;
    }

    private static JsonObject PythonFunction(ModelContent content)
    {
        var keys = new JsonObject
        {
            ["data"] = content.Flavor.Data,
            ["env"] = new JsonObject
            {
                ["conda"] = PythonEnvironmentFiles.Conda,
                ["virtualenv"] = PythonEnvironmentFiles.Virtualenv,
            },
            ["loader_module"] = content.Flavor.LoaderModule,
            ["python_version"] = content.PythonVersion,
        };
        if (content.Code.Count > 0)
        {
            keys.Insert(0, "code", CodeFolder);
        }

        return keys;
    }

    private static void AddIfAny(SortedDictionary<string, JsonNode?> keys, string key, JsonNode? value)
    {
        if (value is not null)
        {
            keys[key] = value;
        }
    }

    private static async Task<long> CopyAsync(ModelFile file, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file.RelativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var from = file.Open();
        await using var to = File.Create(path);
        await from.CopyToAsync(to, cancellationToken);
        return to.Length;
    }

    private static async Task<long> WriteAsync(
        string folder, string name, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text, cancellationToken);
        return new FileInfo(path).Length;
    }

    private static void CheckFiles(ModelContent content)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            MlModel.FileName, "requirements.txt", PythonEnvironmentFiles.Conda, PythonEnvironmentFiles.Virtualenv,
            ModelExample.FileName, ModelExample.ServingFileName,
        };
        foreach (var path in content.Files.Concat(InCodeFolder(content)).Select(file => file.RelativePath))
        {
            if (path.Split('/', '\\').Any(part => part is "" or "." or "..") || Path.IsPathRooted(path))
            {
                throw new ArgumentException($"'{path}' is no path inside a model folder.", nameof(content));
            }

            if (!taken.Add(path))
            {
                throw new ArgumentException($"'{path}' is written twice into the model folder.", nameof(content));
            }
        }

        var data = content.Flavor.Data;
        if (!content.Files.Any(file => file.RelativePath == data
            || file.RelativePath.StartsWith(data + "/", StringComparison.Ordinal)))
        {
            throw new ArgumentException($"The files lack '{data}', the data of the flavor.", nameof(content));
        }
    }
}
