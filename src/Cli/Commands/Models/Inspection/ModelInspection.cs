using Tracking.Cli.Commands.Serve;
using Tracking.Models.Flavors;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Uris;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>A model's files on this machine, and what is found of its graph.</summary>
/// <param name="Uri">As it was asked for.</param>
/// <param name="Folder">Where the files are.</param>
/// <param name="Content">What MLmodel says; null where it cannot be read.</param>
/// <param name="Graph">What the ONNX file takes and gives; null where it cannot be loaded.</param>
/// <param name="Problem">Why MLmodel cannot be read or the graph not be loaded.</param>
internal sealed record ModelInspection(
    string Uri, string Folder, MlModel? Content, ScorerSchema? Graph, string? Problem)
{
    /// <summary>What contradicts the graph is a finding beside others, and not the end of looking.</summary>
    public static FlavorOptions Loading { get; } = new() { RefusesContradictions = false };

    /// <summary>Fetches the files if need be, and looks at them; what is wrong with them is no error here.</summary>
    /// <exception cref="Serving.Core.ServingException">There is no such model.</exception>
    public static async Task<ModelInspection> OfAsync(
        ModelUri uri, RegistryModelSource source, CancellationToken cancellationToken)
    {
        var folder = (await source.ResolveAsync(uri, cancellationToken)).Directory;
        var found = new ModelInspection(uri.ToString(), folder, null, null, null);
        try
        {
            found = found with { Content = await ReadAsync(folder, cancellationToken) };
            var directory = await ModelDirectory.OpenAsync(folder, cancellationToken);
            using var scorer = ModelFlavors.Load(directory, Loading, cancellationToken);
            return found with { Graph = scorer.Schema };
        }
        catch (ModelLoadException error)
        {
            return found with { Problem = error.Message };
        }
    }

    /// <summary>The text alone, so that a missing file is one finding among others.</summary>
    private static async Task<MlModel?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(folder, MlModel.FileName));
        return file is { Exists: true, Length: > 0 and <= MlModel.MaxBytes }
            ? MlModel.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken))
            : null;
    }
}
