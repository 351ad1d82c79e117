using Tracking.Projects.Sources;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Sources;

public sealed class WorkFolderSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Work => _folder["work"];

    private string Jobs => _folder["jobs"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_whose_process_let_go_of_them_are_leftovers_and_others_are_not()
    {
        using var held = WorkFolder.Create(Work);
        var left = LeftBehind(null);
        File.WriteAllText(Path.Join(left, "large.bin"), "x");

        WorkFolder.Prune(Work, Jobs);

        Assert.Equal([held.Path], Directory.EnumerateDirectories(Work));
        Assert.Single(Directory.EnumerateFiles(Work));
    }

    [Fact]
    public void A_folder_stays_as_long_as_the_job_that_works_in_it_has_its_own()
    {
        var left = LeftBehind("run1");
        var job = Directory.CreateDirectory(Path.Join(Jobs, "run1"));

        WorkFolder.Prune(Work, Jobs);
        Assert.True(Directory.Exists(left));

        job.Delete();
        WorkFolder.Prune(Work, Jobs);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Work));
    }

    [Fact]
    public void A_copy_of_a_project_below_its_root_has_the_project_and_goes_away_with_its_mark()
    {
        _folder.Write("original/samples/one/MLproject", "name: one");
        using var original = new WorkingCopy(_folder["original"], "samples/one", "digest");

        using (var copy = original.Duplicate(Work, CancellationToken.None))
        {
            Assert.Equal("name: one", File.ReadAllText(Path.Join(copy.Folder, "MLproject")));
            Assert.StartsWith(Work, copy.Folder);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Work));
        Assert.ThrowsAny<OperationCanceledException>(() => original.Duplicate(Work, new CancellationToken(true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Work));
    }

    private string LeftBehind(string? runId)
    {
        using var folder = WorkFolder.Create(Work);
        if (runId is not null)
        {
            folder.LeaveTo(runId);
        }

        return folder.Path;
    }
}
