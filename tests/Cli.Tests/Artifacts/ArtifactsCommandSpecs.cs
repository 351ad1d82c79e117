using System.Text.Json;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Tests.Artifacts;

public sealed class ArtifactsCommandSpecs : ServerSpecs
{
    [Fact]
    public async Task Files_and_folders_go_up_are_listed_and_come_back()
    {
        var run = await CreateRunAsync();
        Folder.Write("report.txt", "report");
        Folder.Write("plots/a.svg", "<svg/>");
        Folder.Write("plots/deep/b.svg", "<svg></svg>");
        await SucceedAsync("artifacts", "log-artifact", "-l", Folder["report.txt"], "-r", run, "-a", "texts");
        await SucceedAsync("artifacts", "log-artifacts", "-l", Folder["plots"], "-r", run, "-a", "plots");

        var root = await SucceedAsync("artifacts", "list", "-r", run);
        Assert.Equal(["PATH    FILE SIZE", "plots/", "texts/"], root.Lines);
        var below = await SucceedAsync("artifacts", "list", "-r", run, "-a", "plots", "--output", "json");
        var files = JsonDocument.Parse(below.Output).RootElement.EnumerateArray()
            .Select(file => file.GetProperty("path").GetString());
        Assert.Equal(["plots/a.svg", "plots/deep"], files.Order(StringComparer.Ordinal));

        var all = (await SucceedAsync("artifacts", "download", "-r", run, "-d", Folder["out"])).Output.Trim();
        Assert.Equal(Folder["out"], all);
        Assert.Equal("report", await File.ReadAllTextAsync(Folder["out", "texts", "report.txt"]));
        Assert.Equal("<svg></svg>", await File.ReadAllTextAsync(Folder["out", "plots", "deep", "b.svg"]));
    }

    [Fact]
    public async Task A_download_keeps_what_lies_in_the_folder_and_replaces_what_it_brings()
    {
        var run = await CreateRunAsync();
        await SucceedAsync("artifacts", "log-artifact", "-l", Folder.Write("a.txt", "new"), "-r", run, "-a", "texts");
        Folder.Write("out/texts/a.txt", "old");
        Folder.Write("out/mine.txt", "mine");

        var file = await SucceedAsync("artifacts", "download", "-r", run, "-a", "texts/a.txt", "-d", Folder["out"]);
        Assert.Equal(Folder["out", "texts", "a.txt"], file.Output.Trim());
        var byUri = await SucceedAsync("artifacts", "download", "-u", $"runs:/{run}/texts", "-d", Folder["out"]);
        Assert.Equal(Folder["out", "texts"], byUri.Output.Trim());

        Assert.Equal("new", await File.ReadAllTextAsync(Folder["out", "texts", "a.txt"]));
        Assert.Equal("mine", await File.ReadAllTextAsync(Folder["out", "mine.txt"]));
        var entries = Directory.GetFileSystemEntries(Folder["out"]).Select(Path.GetFileName);
        Assert.Equal(["mine.txt", "texts"], entries.Order());
    }

    [Fact]
    public async Task Without_a_folder_a_temporary_one_is_made_and_printed()
    {
        var run = await CreateRunAsync();
        await SucceedAsync("artifacts", "log-artifact", "-l", Folder.Write("a.txt", "x"), "-r", run);
        var place = (await SucceedAsync("artifacts", "download", "-r", run, "-a", "a.txt")).Output.Trim();
        Assert.Equal("x", await File.ReadAllTextAsync(place));
        Directory.Delete(Path.GetDirectoryName(place)!, recursive: true);
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_line_and_exit_code_1()
    {
        var run = await CreateRunAsync();
        var target = Folder["out"];
        Assert.Contains("none.txt", await FailAsync("artifacts", "log-artifact", "-l", "none.txt", "-r", run));
        Assert.Contains("none", await FailAsync("artifacts", "log-artifacts", "-l", Folder["none"], "-r", run));
        Assert.Contains("none", await FailAsync("artifacts", "list", "-r", "none"));
        Assert.Contains("none", await FailAsync("artifacts", "download", "-r", run, "-a", "none", "-d", target));
        Assert.Contains("..", await FailAsync("artifacts", "download", "-r", run, "-a", "../../etc", "-d", target));
        Assert.Empty(Directory.GetFileSystemEntries(target));
        Assert.Equal("There are no artifacts.\n", (await SucceedAsync("artifacts", "list", "-r", run)).Errors);
    }

    private async Task<string> CreateRunAsync() =>
        (await Client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0" })).Info!.RunId!;
}
