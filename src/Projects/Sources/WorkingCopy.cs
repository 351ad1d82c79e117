using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Reuse;

namespace Tracking.Projects.Sources;

/// <summary>A copy of a project in which one run works; disposing deletes it.</summary>
/// <param name="root">The folder that is the copy's own.</param>
/// <param name="subfolder">The project's folder in it; empty is the root.</param>
/// <param name="digest">SHA-256 of all paths and contents, in hex.</param>
internal sealed class WorkingCopy(string root, string subfolder, string digest) : IDisposable
{
    /// <summary>The project's folder.</summary>
    public string Folder { get; } = subfolder.Length == 0 ? root : ProjectPath.Resolve(root, subfolder);

    public string Root => root;

    /// <summary>The project below <see cref="Root"/>; empty is the root itself.</summary>
    public string Subfolder => subfolder;

    public string Digest => digest;

    /// <summary>The work tree that was copied; null for clones and outside git.</summary>
    public string? LocalRepository { get; init; }

    /// <summary>Null outside git.</summary>
    public GitState? Git { get; init; }

    /// <summary>What holds <see cref="Root"/>; null for a copy that another process made.</summary>
    public WorkFolder? Held { get; set; }

    /// <summary>The same content in another folder, with a life of its own.</summary>
    /// <param name="workFolder">Where working copies lie.</param>
    /// <param name="cancellationToken">Stops between files; nothing is left.</param>
    /// <exception cref="IOException">There is no room for it.</exception>
    public WorkingCopy Duplicate(string workFolder, CancellationToken cancellationToken)
    {
        var target = WorkFolder.Create(workFolder);
        try
        {
            foreach (var file in ContentDigest.FilesBelow(root))
            {
                cancellationToken.ThrowIfCancellationRequested();
                FolderCopy.Copy(new FileInfo(Path.Join(root, file)), Path.Join(target.Path, file));
            }

            // Its folder is looked for in it, so the files come first.
            return new WorkingCopy(target.Path, subfolder, digest)
            {
                Git = Git,
                LocalRepository = LocalRepository,
                Held = target,
            };
        }
        catch
        {
            target.Dispose();
            DeleteQuietly(target.Path);
            throw;
        }
    }

    /// <summary>Another process works with the files: disposing leaves them.</summary>
    public bool IsLeft { get; set; }

    /// <summary>A job works with the files from now on, whatever becomes of this process.</summary>
    public void LeaveTo(string runId)
    {
        IsLeft = true;
        Held?.LeaveTo(runId);
    }

    public void Dispose()
    {
        Held?.Dispose();
        if (!IsLeft)
        {
            DeleteQuietly(root);
        }
    }

    private static void DeleteQuietly(string folder)
    {
        try
        {
            WorkFolder.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A program that was killed may still write: a later run deletes what is left over.
        }
    }
}

/// <summary>What git says of a project.</summary>
/// <param name="Commit">The full id.</param>
/// <param name="Branch">Null when none is checked out.</param>
/// <param name="RepositoryUrl">Of the remote <c>origin</c>, without credentials; null when there is none.</param>
/// <param name="Changes">A binary patch from the commit to what ran; null when nothing was changed.</param>
internal sealed record GitState(string Commit, string? Branch, string? RepositoryUrl, string? Changes);
