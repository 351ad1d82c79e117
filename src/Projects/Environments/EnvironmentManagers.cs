using Tracking.Projects.Format;

namespace Tracking.Projects.Environments;

/// <summary>All kinds of environments.</summary>
internal sealed class EnvironmentManagers(EnvironmentCache cache)
{
    private readonly IReadOnlyList<IEnvironmentManager> _all =
    [
        new LocalManager("local"), new LocalManager("system"), new DotnetManager(cache),
        new VirtualenvManager("virtualenv", cache), new VirtualenvManager("uv", cache), new CondaManager(cache),
        new DockerManager(),
    ];

    /// <summary>The one of that name; without a name the one that suits the project.</summary>
    /// <exception cref="ProjectException">There is none of that name.</exception>
    public IEnvironmentManager Choose(string? name, EnvironmentSpec spec) => name is null
        ? _all.First(manager => manager.IsDefaultFor(spec))
        : _all.FirstOrDefault(manager => manager.Name == name)
            ?? throw new ProjectException(
                $"There is no environment manager '{name}': expected " +
                $"{string.Join(", ", _all.Select(manager => manager.Name))}.");
}
