using System.Text.Json.Nodes;
using Tracking.Models.Format.Yaml;

namespace Tracking.Models.Format;

/// <summary>The files by which MLflow rebuilds a Python environment for a model.</summary>
internal static class PythonEnvironmentFiles
{
    public const string Conda = "conda.yaml";
    public const string Virtualenv = "python_env.yaml";

    public static IEnumerable<(string Name, string Content)> Write(string python, IReadOnlyList<string> requirements)
    {
        string[] all = [$"mlflow=={MlflowFormat.Version}", .. requirements];
        yield return ("requirements.txt", string.Join('\n', all));
        yield return (Conda, ToYaml(new JsonObject
        {
            ["channels"] = new JsonArray("conda-forge"),
            ["dependencies"] = new JsonArray($"python={python}", "pip", new JsonObject
            {
                ["pip"] = new JsonArray([.. all.Select(requirement => (JsonNode?)JsonValue.Create(requirement))]),
            }),
            ["name"] = "mlflow-env",
        }));
        yield return (Virtualenv, ToYaml(new JsonObject
        {
            ["python"] = python,
            ["build_dependencies"] = new JsonArray("pip", "setuptools", "wheel"),
            ["dependencies"] = new JsonArray("-r requirements.txt"),
        }));
    }

    private static string ToYaml(JsonObject content) => YamlWriting.Write(YamlJson.ToYaml(content));
}
