using Tracking.Projects.Environments;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Environments;

public sealed class EnvironmentCacheSpecs : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _made;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_environment_is_made_once_for_its_ingredients()
    {
        var first = await GetAsync("a");
        var second = await GetAsync("a");
        var other = await GetAsync("b");

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task Two_that_want_it_at_once_get_one()
    {
        var inside = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var first = Cache().GetAsync(
            "kind",
            ["a"],
            async (folder, token) =>
            {
                _made++;
                inside.SetResult();
                await go.Task;
                await File.WriteAllTextAsync(Path.Join(folder, "content"), "x", token);
            },
            Patience.Token());
        await Patience.For(inside.Task, "the first maker");
        var second = GetAsync("a");
        go.SetResult();

        Assert.Equal(await first, await second);
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task A_failed_one_is_never_used()
    {
        await Assert.ThrowsAsync<ProjectException>(() => Cache().GetAsync(
            "kind",
            ["a"],
            (folder, _) =>
            {
                File.WriteAllText(Path.Join(folder, "half"), "x");
                throw new ProjectException("half-way");
            },
            Patience.Token()));

        var made = await GetAsync("a");

        Assert.False(File.Exists(Path.Join(made, "half")));
    }

    [Fact]
    public async Task One_whose_maker_was_killed_is_made_again()
    {
        var made = await GetAsync("a");
        File.Delete(Path.Join(made, "finished"));
        await File.WriteAllTextAsync(Path.Join(made, "half"), "x");

        await GetAsync("a");

        Assert.False(File.Exists(Path.Join(made, "half")));
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task Those_not_used_for_long_are_pruned()
    {
        var made = await GetAsync("a");
        var cache = Cache();
        var used = Assert.Single(cache.List()).LastUsed;

        Assert.Empty(cache.Prune(used));
        Assert.Equal(made, Assert.Single(cache.Prune(used.AddSeconds(1))).Folder);
        Assert.Empty(cache.List());
        Assert.False(Directory.Exists(made));
    }

    private EnvironmentCache Cache() => new(_folder.Path, TimeProvider.System);

    private Task<string> GetAsync(string ingredient) => Cache().GetAsync(
        "kind",
        [ingredient],
        (folder, token) =>
        {
            _made++;
            return File.WriteAllTextAsync(Path.Join(folder, "content"), ingredient, token);
        },
        Patience.Token());
}
