using Tracking.Models.Uris;

namespace Tracking.Serving.Repository;

/// <summary>What a model is called before it is loaded.</summary>
internal static class ServedNames
{
    private const string NameOfLast = "model";

    /// <summary>The name that its configuration or URI gives; a logged model's own is known when loaded.</summary>
    public static string Expected(ServedModel served) => served.Name ?? served.Uri switch
    {
        ModelAliasUri alias => alias.Name,
        ModelVersionUri version => version.Name,
        LatestModelUri latest => latest.Name,
        ModelStageUri stage => stage.Name,
        RunModelUri run => run.ArtifactPath.Split('/')[^1],
        ServerArtifactUri artifact => artifact.ArtifactPath.Split('/')[^1],
        LoggedModelUri logged => logged.ModelId,
        FolderUri folder => OfFolder(folder.Path),
        _ => NameOfLast,
    };

    /// <summary>The last part of a path.</summary>
    public static string OfFolder(string directory)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
        return name.Length == 0 ? NameOfLast : name;
    }
}
