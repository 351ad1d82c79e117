using System.Security.Cryptography;
using Tracking.Projects.Inputs;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Inputs;

public sealed class InputSpecs : IAsyncLifetime
{
    private ProjectRig _rig = null!;

    public async Task InitializeAsync() => _rig = await ProjectRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Files_that_parameters_name_are_recorded_by_their_content()
    {
        _rig.WriteMain("cat {data} {more}", "{data: path, more: uri}");
        _rig.Write("data.csv", "1\n");
        using var elsewhere = new TempFolder();
        var more = elsewhere.Write("more.txt", "2\n");

        var result = await _rig.RunAsync(("data", "data.csv"), ("more", more));

        var inputs = (await _rig.RunOfAsync(result)).Inputs!.DatasetInputs!
            .Select(input => (input.Tags!.Single().Value!, input.Dataset!.Name!, input.Dataset.Digest!)).Order();
        Assert.Equal([("data", "data.csv", Digest("1\n")), ("more", "more.txt", Digest("2\n"))], inputs);
        Assert.Contains(
            "\"digest\": \"" + Digest("2\n"),
            await _rig.ArtifactAsync(result.RunId, "project/launch.json"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_another_input_when_a_file_in_it_is_renamed_or_changed()
    {
        using var folder = new TempFolder();
        folder.Write("d/a", "1");
        folder.Write("d/sub/b", "2");
        var digests = new HashSet<string?> { await DigestOfAsync(folder["d"]), await DigestOfAsync(folder["d"]) };
        Assert.Single(digests);

        File.Move(folder["d", "a"], folder["d", "c"]);
        Assert.True(digests.Add(await DigestOfAsync(folder["d"])));
        folder.Write("d/sub/b", "3");
        Assert.True(digests.Add(await DigestOfAsync(folder["d"])));
    }

    [Fact]
    public async Task A_run_with_a_downloaded_input_is_repeated_from_the_same_sources()
    {
        _rig.WriteMain("cat {file}", "{file: path}");
        var source = await _rig.Client.StartRunAsync();
        await using (source)
        {
            await source.LogTextAsync("x\n", "input.txt");
        }

        var first = await _rig.RunAsync(("file", $"runs:/{source.Id}/input.txt"));
        await _rig.Runner.RunAsync(new ProjectRunRequest($"runs:/{first.RunId}"), Patience.Token());

        Assert.Equal("x\nx\n", _rig.Output);
        Assert.DoesNotContain(_rig.Log, line => line.StartsWith("The sources are not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Downloads_of_path_parameters_lie_below_the_storage_folder()
    {
        _rig.WriteMain("echo {file}", "{file: path}");
        var source = await _rig.Client.StartRunAsync();
        await using (source)
        {
            await source.LogTextAsync("x", "input.txt");
        }

        using var storage = new TempFolder();
        await _rig.Runner.RunAsync(
            new ProjectRunRequest(_rig.Project)
            {
                StorageFolder = storage.Path,
                Parameters = new Dictionary<string, string> { ["file"] = $"runs:/{source.Id}/input.txt" },
            },
            Patience.Token());

        Assert.StartsWith(storage.Path, _rig.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_rig.Output.Trim()));
    }

    private static string Digest(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)))[..32];

    private static Task<string?> DigestOfAsync(string path) => InputDigest.OfAsync(path, Patience.Token());
}
