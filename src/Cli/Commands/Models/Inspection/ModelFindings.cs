using Tracking.Cli.Commands.Doctor;
using Tracking.Models.Format;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>Checks a model folder and names everything that is wrong with it, not only the first.</summary>
internal static class ModelFindings
{
    private static readonly string[] NotCounted =
        [MlModel.FileName, "conda.yaml", "python_env.yaml", "requirements.txt", "registered_model_meta"];

    /// <param name="model">What to look at.</param>
    /// <param name="limit">How long the answer to the example may take.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<IReadOnlyList<Finding>> LookAsync(
        ModelInspection model, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (model.Content is not { } content)
        {
            return
            [
                Finding.Fail("MLmodel", model.Problem ?? "It cannot be read.", "Log or download the model again."),
            ];
        }

        var outputs = model.Graph is { } graph
            ? OutputFindings.Look(graph, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            : [];
        return
        [
            Finding.Ok("MLmodel", $"Flavors: {string.Join(", ", content.Flavors.Keys)}."),
            .. Files("files", NamedFiles.OfFlavorsAndExample(content), model.Folder),
            .. Environment(content, model.Folder),
            Size(content, model.Folder),
            .. Graph(model),
            .. outputs,
            outputs.Count > 0
                ? Finding.None("example", "Not scored, since its answer would be too large.")
                : await new ExampleFinding(model, limit).LookAsync(cancellationToken),
            Finding.Ok("digest", await ModelDigest.OfAsync(model.Folder, cancellationToken)),
        ];
    }

    private static IEnumerable<Finding> Files(
        string name, IEnumerable<(string Place, string Path)> named, string folder)
    {
        var all = named.ToList();
        var problems = all.Where(file => ProblemOf(folder, file.Path) is not null).ToList();
        return problems.Count == 0
            ? [Finding.Ok(name, $"All named are there: {string.Join(", ", all.Select(each => each.Path).Distinct())}.")]
            : problems.Select(file => Finding.Fail(
                name,
                $"{file.Place} names '{file.Path}', which {ProblemOf(folder, file.Path)}.",
                "Log or download the model again; it is not whole."));
    }

    private static string? ProblemOf(string folder, string path)
    {
        if (!NamedFiles.IsWithin(folder, path))
        {
            return "is outside the model folder";
        }

        var full = Path.Combine(folder, path);
        return File.Exists(full) || Directory.Exists(full) ? null : "is not in the model folder";
    }

    private static IEnumerable<Finding> Environment(MlModel content, string folder)
    {
        var named = NamedFiles.OfEnvironment(content).ToList();
        return named.Count == 0
            ?
            [
                Finding.Warn(
                    "environment",
                    "It names no environment files.",
                    "MLflow cannot rebuild a Python environment for it; scoring here needs none."),
            ]
            : Files("environment", named, folder);
    }

    private static Finding Size(MlModel content, string folder)
    {
        var actual = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => !NotCounted.Contains(Path.GetRelativePath(folder, file.FullName)))
            .Sum(file => file.Length);
        return content.ModelSizeBytes switch
        {
            null => Finding.None("size", $"{actual} bytes; MLmodel states none."),
            var stated when stated == actual => Finding.Ok("size", $"{actual} bytes, as MLmodel states."),
            var stated => Finding.Warn(
                "size",
                $"{actual} bytes; MLmodel states {stated}.",
                "Files were added, changed or lost since the model was logged."),
        };
    }

    private static IEnumerable<Finding> Graph(ModelInspection model) => model.Graph is { } graph
        ?
        [
            Finding.Ok("graph", $"Loads; takes {Names(graph.Inputs)}, gives {Names(graph.Outputs)}."),
            .. SignatureFindings.Look(model.Content?.Signature, graph),
        ]
        : [Finding.Fail("graph", model.Problem ?? "It cannot be loaded.", "This model cannot be scored here.")];

    private static string Names(IEnumerable<Tracking.Models.Scoring.TensorInfo> tensors) =>
        string.Join(", ", tensors.Select(tensor => $"'{tensor.Name}'"));
}
