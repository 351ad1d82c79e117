using System.Collections.Concurrent;
using Tracking.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Finds the files of a location, folder by folder, several at a time.</summary>
internal sealed class ArtifactWalk(IArtifactLocation location, ParallelOptions limits)
{
    private const int MaxDepth = 64;

    /// <summary>All files below a folder; empty for a file or a missing folder.</summary>
    internal async Task<IReadOnlyList<LocatedArtifact>> BelowAsync(ArtifactPath root)
    {
        var files = new ConcurrentBag<LocatedArtifact>();
        List<ArtifactPath> level = [root];
        for (var depth = 0; level.Count > 0; depth++)
        {
            if (depth > MaxDepth)
                throw TooMuch(root.Value, $"folders more than {MaxDepth} deep");

            var next = new ConcurrentBag<ArtifactPath>();
            await Parallel.ForEachAsync(level, limits, async (folder, token) =>
            {
                foreach (var child in await location.ListAsync(folder, token))
                {
                    if (child.IsFolder)
                        next.Add(child.Path);
                    else
                        files.Add(child);
                }

                if (files.Count + next.Count > LocalFiles.MaxFiles)
                    throw TooMuch(root.Value, $"more than {LocalFiles.MaxFiles} files");
            });
            level = [.. next];
        }

        return [.. files.OrderBy(file => file.Path.Value, StringComparer.Ordinal)];
    }

    internal static TrackingClientException TooMuch(string what, string problem) =>
        new(TrackingClientException.InvalidParameterValue, $"'{what}' has {problem}");
}
