using System.Reflection;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.DotNet;

/// <summary>The assemblies that one refers to, directly or not, but those that every host has.</summary>
internal static class AssemblyClosure
{
    /// <summary>Copies of them, the first one included, under <paramref name="target"/>.</summary>
    /// <exception cref="ModelLoadException">One has no file, as in a single-file program.</exception>
    public static IReadOnlyList<ModelFile> Of(Assembly first, string target)
    {
        var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<Assembly>([first]);
        while (open.TryDequeue(out var assembly))
        {
            var path = assembly.Location;
            if (path.Length == 0)
            {
                throw new ModelLoadException(
                    $"'{assembly.GetName().Name}' has no file of its own; save the output of dotnet publish instead.");
            }

            if (!paths.TryAdd(Path.GetFileName(path), path))
            {
                continue;
            }

            foreach (var reference in assembly.GetReferencedAssemblies().Where(name => !SharedAssemblies.Has(name)))
            {
                if (File.Exists(Path.Combine(Path.GetDirectoryName(path)!, reference.Name + ".dll")))
                {
                    open.Enqueue(Assembly.Load(reference));
                }
            }
        }

        return [.. paths.Select(entry => ModelFile.CopyOf($"{target}/{entry.Key}", entry.Value))];
    }
}
