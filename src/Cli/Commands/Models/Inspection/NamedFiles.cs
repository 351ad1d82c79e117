using Tracking.Models.Format;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>The files that an MLmodel file names.</summary>
internal static class NamedFiles
{
    private static readonly string[] FlavorKeys = ["data", "code", "python_model"];

    /// <summary>Where each is named, such as <c>flavors.onnx.data</c>, and the path given there.</summary>
    public static IEnumerable<(string Place, string Path)> OfFlavorsAndExample(MlModel model)
    {
        foreach (var flavor in model.Flavors.Values)
        {
            foreach (var key in FlavorKeys)
            {
                if (flavor.Json(key)?.GetValueKind() == System.Text.Json.JsonValueKind.String)
                {
                    yield return ($"{flavor.Path}.{key}", flavor.Text(key)!);
                }
            }
        }

        if (model.InputExample is { } example)
        {
            yield return ("saved_input_example_info.artifact_path", example.ArtifactPath);
            if (example.ServingInputPath is { } serving)
            {
                yield return ("saved_input_example_info.serving_input_path", serving);
            }
        }
    }

    /// <summary>The files by which Python's environment is rebuilt.</summary>
    public static IEnumerable<(string Place, string Path)> OfEnvironment(MlModel model)
    {
        foreach (var flavor in model.Flavors.Values)
        {
            switch (flavor.Json("env"))
            {
                case System.Text.Json.Nodes.JsonObject files:
                    foreach (var (kind, path) in files)
                    {
                        yield return ($"{flavor.Path}.env.{kind}", path?.ToString() ?? "");
                    }

                    break;
                case { } single:
                    yield return ($"{flavor.Path}.env", single.ToString());
                    break;
            }
        }
    }

    /// <summary>Whether a path stays in the model's folder.</summary>
    public static bool IsWithin(string folder, string path) =>
        Path.GetFullPath(Path.Combine(folder, path))
            .StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
