namespace Tracking.Client.Internal.Surroundings;

/// <summary>
/// Whether tracked files differ from the commit. Only git itself can tell, so it is asked once for each process, and
/// not waited for long.
/// </summary>
internal static class GitChanges
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly Lock Gate = new();
    private static (string Root, Task<bool?> Answer)? s_known;

    /// <summary>Null where git is not there, does not answer in 5 s, or refuses.</summary>
    internal static Task<bool?> AreThereAsync(string root, TimeProvider time, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            if (s_known is not { } known || known.Root != root)
                s_known = known = (root, Detached.Do(() => AskAsync(root, time)));
            return known.Answer.WaitAsync(cancellationToken);
        }
    }

    internal static async Task<bool?> AskAsync(string root, TimeProvider time)
    {
        string[] arguments =
            ["--no-optional-locks", "-C", root, "status", "--porcelain", "--untracked-files=no", "--ignore-submodules"];
        var output = await ProgramOutput.AskAsync("git", arguments, Limit, time, CancellationToken.None);
        return output is null ? null : output.Length > 0;
    }
}
