using Tracking.Projects.Format;

namespace Tracking.Projects.Environments;

/// <summary>All kinds of environments.</summary>
internal sealed class EnvironmentProviders(EnvironmentCache cache)
{
    private readonly IReadOnlyList<IEnvironmentProvider> _all =
    [
        new LocalProvider("local"), new LocalProvider("system"), new DotnetProvider(cache),
        new VirtualenvProvider("virtualenv", cache), new VirtualenvProvider("uv", cache), new CondaProvider(cache),
        new DockerProvider(),
    ];

    /// <summary>The one of that name; without a name the one that suits the project.</summary>
    /// <exception cref="ProjectException">There is none of that name.</exception>
    public IEnvironmentProvider Choose(string? name, EnvironmentSpec spec) => name is null
        ? _all.First(manager => manager.IsDefaultFor(spec))
        : _all.FirstOrDefault(manager => manager.Name == name)
            ?? throw new ProjectException(
                $"There is no environment manager '{name}': expected " +
                $"{string.Join(", ", _all.Select(manager => manager.Name))}.");
}
