using System.Reflection;
using System.Runtime.Loader;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.DotNet;

/// <summary>The assemblies of one model, apart from those of the host and of other models; unloadable.</summary>
internal sealed class ModelLoadContext(ModelDirectory directory, string mainAssembly)
    : AssemblyLoadContext($"model {directory.Path}", isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(mainAssembly);
    private readonly string _folder = Path.GetDirectoryName(mainAssembly)!;

    /// <exception cref="FileNotFoundException">Neither shared nor among the model's files.</exception>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null hands over to the host.
        if (SharedAssemblies.Has(assemblyName))
        {
            return null;
        }

        var path = _resolver.ResolveAssemblyToPath(assemblyName) ?? Beside(assemblyName.Name + ".dll");
        if (path is not null)
        {
            return LoadFromAssemblyPath(Checked(path));
        }

        // Texts in other languages are looked for and may lack; anything else must not come from the host.
        return string.IsNullOrEmpty(assemblyName.CultureName)
            ? throw new FileNotFoundException($"'{assemblyName}' is not among the model's files.", assemblyName.Name)
            : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path
            ? LoadUnmanagedDllFromPath(Checked(path))
            : IntPtr.Zero;

    private string? Beside(string file) => Path.Combine(_folder, file) is var path && File.Exists(path) ? path : null;

    // A deps.json may name any path.
    private string Checked(string path) => directory.PathOf(Path.GetRelativePath(directory.Path, path));
}
