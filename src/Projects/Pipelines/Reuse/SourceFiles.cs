using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Pipelines.Reuse;

/// <summary>The files of a project with their digests, of which each step's code is a part.</summary>
internal sealed class SourceFiles
{
    private readonly IReadOnlyList<(string Path, string Digest)> _files;
    private readonly IReadOnlyList<FilePattern> _ignored;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    private SourceFiles(IReadOnlyList<(string Path, string Digest)> files, IReadOnlyList<FilePattern> ignored)
    {
        _files = files;
        _ignored = ignored;
    }

    /// <param name="copy">The project, and what lies around it in its repository.</param>
    /// <param name="ignored">Patterns relative to the project.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public static async Task<SourceFiles> OfAsync(
        WorkingCopy copy, IReadOnlyList<string> ignored, CancellationToken cancellationToken)
    {
        // What the MLproject file says of a step is part of the step's key by itself.
        var projectFile = ProjectFile.Find(copy.Folder);
        var files = new List<(string, string)>();
        foreach (var file in ContentDigest.FilesBelow(copy.Root).Where(IsSource))
        {
            var full = Path.Join(copy.Root, file);
            if (full != projectFile)
            {
                files.Add((
                    Path.GetRelativePath(copy.Folder, full).Replace('\\', '/'),
                    await ContentDigest.OfFileAsync(full, cancellationToken)));
            }
        }

        return new SourceFiles(files, [.. ignored.Select(pattern => new FilePattern(pattern))]);
    }

    /// <summary>The digest of the files that a step depends on, its environment's file among them.</summary>
    public string DigestFor(PlannedStep step, EnvironmentSpec environment)
    {
        var patterns = step.Model.Inputs?.Select(pattern => new FilePattern(pattern)).ToList();
        var key = patterns is null ? "" : string.Join('\n', step.Model.Inputs!);
        lock (_gate)
        {
            if (!_known.TryGetValue(key, out var digest))
            {
                digest = DigestOf(patterns, EnvironmentFileOf(environment));
                _known.Add(key, digest);
            }

            return digest;
        }
    }

    private string DigestOf(List<FilePattern>? patterns, string? needed) => ContentDigest.OfTexts(_files
        .Where(file => file.Path == needed || (patterns is null
            ? !_ignored.Any(pattern => pattern.Matches(file.Path))
            : patterns.Any(pattern => pattern.Matches(file.Path))))
        .SelectMany(file => new[] { file.Path, file.Digest }));

    private static string? EnvironmentFileOf(EnvironmentSpec environment) => environment switch
    {
        PythonSpec python => python.File,
        CondaSpec conda => conda.File,
        _ => null,
    };

    private static bool IsSource(string file) => !file.StartsWith(".git/", StringComparison.Ordinal);
}
