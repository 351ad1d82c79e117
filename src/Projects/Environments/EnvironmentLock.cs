namespace Tracking.Projects.Environments;

/// <summary>The file in an environment that names every version in it, written when it was made.</summary>
internal static class EnvironmentLock
{
    private const string FileName = "environment.lock";

    public static Task WriteAsync(string environment, string text, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Join(environment, FileName), text, cancellationToken);

    public static Task<string> ReadAsync(string environment, CancellationToken cancellationToken) =>
        File.ReadAllTextAsync(Path.Join(environment, FileName), cancellationToken);

    /// <summary>Ingredients of the environment to use: a lock counts unless the usual one holds the same.</summary>
    /// <param name="cache">Where the usual environment may be.</param>
    /// <param name="manager">The kind.</param>
    /// <param name="usual">Ingredients without a lock.</param>
    /// <param name="recorded">What the environment must hold; null for anything.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<(IReadOnlyList<string> Ingredients, string? Recorded)> ChooseAsync(
        EnvironmentCache cache,
        string manager,
        IReadOnlyList<string> usual,
        string? recorded,
        CancellationToken cancellationToken)
    {
        if (recorded is null
            || (cache.Find(manager, usual) is { } found && await ReadAsync(found, cancellationToken) == recorded))
        {
            return (usual, null);
        }

        return ([.. usual, recorded], recorded);
    }
}
