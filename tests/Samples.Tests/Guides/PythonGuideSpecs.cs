using Tracking.Contracts.Runs;
using Tracking.Guides;
using Tracking.Models.Format;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Guides;

[Collection(GuideCollection.Name)]
public sealed class PythonGuideSpecs
{
    [Fact]
    public async Task What_is_logged_is_found_and_read_back()
    {
        using var folder = new TempFolder();
        await using var server = await GuideServer.StartAsync();
        folder.Write("logged/report.html", "<p>");
        Assert.Equal("1", await PythonGuide.ConnectAsync());

        var runId = await PythonGuide.LogAsync(server.Client, folder["logged"]);

        Assert.Equal([runId], await PythonGuide.SearchAsync(server.Client));
        Assert.Equal(10, await PythonGuide.ReadAsync(server.Client, runId, folder["read"]));
        var run = await server.Client.Runs.GetAsync(runId);
        var values = run.Data!.Params!.Select(each => each.Value);
        Assert.Equal(["0.01", "32", "adam"], values.Order(StringComparer.Ordinal));
        Assert.Contains(run.Data!.Tags!, tag => (tag.Key, tag.Value) == ("team", "vision"));
        var files = await server.Client.Artifacts.ListAsync(runId).Select(file => file.Path).ToListAsync();
        Assert.Superset(new HashSet<string?> { "everything", "notes.txt", "reports" }, files.ToHashSet());
    }

    [Fact]
    public async Task A_nested_run_keeps_what_it_read_under_its_parent()
    {
        using var folder = new TempFolder();
        await using var server = await GuideServer.StartAsync();

        var trial = await PythonGuide.NestAsync(server.Client, folder.Write("train.csv", "x,y\n1,2\n"));

        var run = await server.Client.Runs.GetAsync(trial);
        Assert.Contains(run.Data!.Params!, each => (each.Key, each.Value) == ("model.layers", "2"));
        Assert.Contains(run.Data.Tags!, tag => tag.Key == "mlflow.parentRunId");
        Assert.Equal("train", Assert.Single(run.Inputs!.DatasetInputs!).Dataset!.Name);
    }

    [Fact]
    public async Task A_run_that_throws_is_failed_and_refusals_have_a_code()
    {
        await using var server = await GuideServer.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => PythonGuide.FailAsync(server.Client));

        var run = await server.Client.Runs.SearchAsync(["1"]).SingleAsync();
        Assert.Equal(RunStatus.Failed, run.Info!.Status);
        await PythonGuide.RefusedAsync(server.Client);
    }

    [Fact]
    public async Task A_model_is_registered_named_and_downloaded()
    {
        using var folder = new TempFolder();
        await using var server = await GuideServer.StartAsync();
        var content = new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", new byte[] { 1 })]);
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(folder["model"], content, Patience.Token());

        Assert.Equal("1", await PythonGuide.RegisterAsync(server.Client, folder["model"], folder["out"]));
        Assert.True(File.Exists(folder["out", "MLmodel"]));
    }
}
