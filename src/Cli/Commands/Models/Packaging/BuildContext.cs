using Tracking.Models.Format;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;

namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>A folder that <c>docker build</c> needs nothing besides: Dockerfile, this tool, the model.</summary>
internal static class BuildContext
{
    private static readonly string[] LeftOut = [".pdb", ".xml"];

    /// <summary>Writes the folder, which must be empty or not yet there.</summary>
    /// <exception cref="IOException">It is not, or cannot be written.</exception>
    /// <exception cref="ServingException">The model cannot be found.</exception>
    /// <exception cref="ModelLoadException">It is no model.</exception>
    public static async Task WriteAsync(
        ModelUri model, IModelSource source, string folder, CancellationToken cancellationToken)
    {
        Claim(folder);
        var resolved = await source.ResolveAsync(model, cancellationToken);
        await ModelDirectory.OpenAsync(resolved.Directory, cancellationToken);
        await CopyAsync(resolved.Directory, Path.Combine(folder, "model"), _ => true, cancellationToken);
        await CopyAsync(AppContext.BaseDirectory, Path.Combine(folder, "app"), RunsInImage, cancellationToken);
        var name = resolved.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(resolved.Directory));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Dockerfile"), Dockerfiles.Complete(name), cancellationToken);
    }

    /// <summary>Makes a folder that is to hold nothing else.</summary>
    /// <exception cref="IOException">There is something in it.</exception>
    public static void Claim(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"'{folder}' is not empty; name a folder that is, or one to be made.");
        }

        Directory.CreateDirectory(folder);
    }

    // Native libraries for other systems would be most of the image.
    private static bool RunsInImage(string path)
    {
        var parts = path.Split(Path.DirectorySeparatorChar);
        return !LeftOut.Contains(Path.GetExtension(path))
            && (parts is not ["runtimes", var system, ..] || system.StartsWith("linux-", StringComparison.Ordinal)
                || system is "linux" or "unix");
    }

    private static async Task CopyAsync(
        string from, string to, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var everything = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (var path in Directory.EnumerateFiles(from, "*", everything))
        {
            var relative = Path.GetRelativePath(from, path);
            if (!isWanted(relative))
            {
                continue;
            }

            var target = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using var read = File.OpenRead(path);
            await using var write = File.Create(target);
            await read.CopyToAsync(write, cancellationToken);
        }
    }
}
