using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Onnx.Files;

/// <summary>The files that a model keeps weights in: beside it or below it, never elsewhere.</summary>
internal static class ExternalWeights
{
    /// <summary>Holds the locations that a model states against the disk, links followed.</summary>
    /// <exception cref="ModelLoadException">One is missing or outside the model's folder; names it.</exception>
    public static void Check(string model, IReadOnlyCollection<string> locations)
    {
        var folder = Path.GetDirectoryName(model)!;
        foreach (var location in locations)
        {
            Check(model, folder, location);
        }
    }

    /// <summary>Where a location leads.</summary>
    public static string PathOf(string folder, string location) =>
        Path.GetFullPath(Path.Combine(folder, location));

    private static void Check(string model, string folder, string location)
    {
        if (location.Length == 0 || location.Contains('\0', StringComparison.Ordinal))
        {
            throw new ModelLoadException($"'{model}' keeps weights outside itself but does not say where.");
        }

        var full = PathOf(folder, location);
        var root = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        if (Path.IsPathRooted(location) || !full.StartsWith(root, StringComparison.Ordinal))
        {
            throw new ModelLoadException($"'{model}' keeps weights in '{location}', which is outside its folder.");
        }

        if (!File.Exists(full))
        {
            throw new ModelLoadException($"'{model}' keeps weights in '{location}', which is not beside it; "
                + "copy the model with all its files.");
        }

        if (!RealPath.IsWithin(folder, full))
        {
            throw new ModelLoadException(
                $"'{model}' keeps weights in '{location}', which is a link to a place outside its folder.");
        }
    }
}
