using Tracking.Models.Format;

namespace Tracking.Models.Flavors;

/// <summary>The files of a model folder as part of another one.</summary>
internal static class SubModelFiles
{
    private const int MostFiles = 100_000;

    /// <summary>Copies of all files, under <paramref name="folder"/>.</summary>
    /// <exception cref="ModelLoadException">More files than a model has.</exception>
    public static IReadOnlyList<ModelFile> Of(ModelDirectory directory, string folder) => Of(directory.Path, folder);

    /// <summary>Copies of all files of a folder, under <paramref name="folder"/>.</summary>
    /// <exception cref="ModelLoadException">More files than a model has.</exception>
    public static IReadOnlyList<ModelFile> Of(string source, string folder)
    {
        var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Take(MostFiles + 1)
            .Order(StringComparer.Ordinal)
            .Select(path => ModelFile.CopyOf(
                $"{folder}/{Path.GetRelativePath(source, path).Replace(Path.DirectorySeparatorChar, '/')}", path))
            .ToList();
        return files.Count <= MostFiles
            ? files
            : throw new ModelLoadException($"'{source}' has more than {MostFiles} files; expected a model's own only.");
    }
}
