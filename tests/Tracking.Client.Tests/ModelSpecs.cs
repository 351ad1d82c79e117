using Tracking.Client.Runs;
using Tracking.Contracts.LoggedModels;
using Tracking.Contracts.Registry;
using Tracking.Models.Format;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public class ModelSpecs : ServerFixture
{
    [Fact]
    public async Task A_logged_model_is_ready_linked_to_its_run_and_knows_where_it_came_from()
    {
        var (run, model) = await LogAsync("digits");
        var logged = (await Client.LoggedModels.GetAsync(model.ModelId)).Info!;
        Assert.Equal((LoggedModelStatus.Ready, run, "digits", "onnx"),
            (logged.Status, logged.SourceRunId, logged.Name, logged.ModelType));
        var read = await Client.Runs.GetAsync(run);
        Assert.Equal(model.ModelId, read.Outputs!.ModelOutputs!.Single().ModelId);
        Assert.Contains(model.ModelId, read.Data!.Tags!.Single(tag => tag.Key == "mlflow.log-model.history").Value,
            StringComparison.Ordinal);

        await Client.Models.DownloadAsync(ModelUri.Parse(model.ModelUri), Folder["copy"]);
        var content = ModelDirectory.Open(Folder["copy"]).MlModel;
        Assert.Equal((run, model.ModelId, "kept"), (content.RunId, content.ModelId, content.Content.Text("own_key")));
        Assert.NotNull(content.CreatedAt);
        Assert.Equal("ü", await File.ReadAllTextAsync(Folder["copy", "deep", "er", "notes.txt"]));
    }

    [Fact]
    public async Task Every_kind_of_uri_finds_the_model()
    {
        var (run, model) = await LogAsync("digits", "digits-classifier");
        Assert.Equal("1", model.Version!.Version);
        await Client.RegisteredModels.SetAliasAsync("digits-classifier", "champion", "1");
        await Client.ModelVersions.TransitionStageAsync(
            new TransitionModelVersionStageRequest { Name = "digits-classifier", Version = "1", Stage = "Staging" });
        string[] uris =
        [
            "models:/digits-classifier@champion", "models:/digits-classifier/1", "models:/digits-classifier/latest",
            "models:/digits-classifier/Staging", model.ModelUri, $"runs:/{run}/digits", model.ArtifactUri,
        ];
        foreach (var (uri, number) in uris.Select((uri, number) => (uri, number)))
        {
            var resolved = await Client.Models.DownloadAsync(ModelUri.Parse(uri), Folder[$"copy{number}"]);
            Assert.Equal((uri, model.ArtifactUri), (resolved.Uri, resolved.ArtifactUri));
            Assert.Equal(model.ModelId, ModelDirectory.Open(Folder[$"copy{number}"]).MlModel.ModelId);
        }
    }

    [Fact]
    public async Task Resolving_a_version_tells_where_it_came_from()
    {
        var (run, model) = await LogAsync("digits", "registered");
        var resolved = await Client.Models.ResolveAsync(ModelUri.Parse("models:/registered/1"));
        Assert.Equal(("registered", "1", run, model.ModelId),
            (resolved.Name, resolved.Version, resolved.RunId, resolved.ModelId));
    }

    [Fact]
    public async Task A_model_among_the_artifacts_of_a_run_is_found_as_before_version_3()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogArtifactsAsync(WriteModel(), "old/model");
        await Client.RegisteredModels.CreateAsync("old");
        await Client.ModelVersions.CreateAsync(
            new CreateModelVersionRequest { Name = "old", Source = $"runs:/{run.Id}/old/model", RunId = run.Id });
        foreach (var uri in (string[])[$"runs:/{run.Id}/old/model", "models:/old/1"])
        {
            var resolved = await Client.Models.ResolveAsync(ModelUri.Parse(uri));
            Assert.Equal(run.ArtifactUri + "/old/model", resolved.ArtifactUri);
        }
    }

    [Fact]
    public async Task A_folder_of_this_machine_is_copied()
    {
        await Client.Models.DownloadAsync(ModelUri.Parse(WriteModel()), Folder["copy"]);
        Assert.Equal("not really", await File.ReadAllTextAsync(Folder["copy", "model.onnx"]));
    }

    [Theory]
    [InlineData("models:/none@champion", "RESOURCE_DOES_NOT_EXIST: Registered Model with name=none not found")]
    [InlineData("models:/some/9", "RESOURCE_DOES_NOT_EXIST: Model Version (name=some, version=9) not found")]
    [InlineData("models:/some/latest", "Cannot find the model models:/some/latest: it has no version")]
    [InlineData("models:/some/Production",
        "Cannot find the model models:/some/Production: no version is in stage 'Production'")]
    [InlineData("mlflow-artifacts:/0/none",
        "Cannot find the model mlflow-artifacts:/0/none: there is no MLmodel file at mlflow-artifacts:/0/none")]
    public async Task A_model_that_is_not_there_is_told_in_one_line(string uri, string message)
    {
        await Client.RegisteredModels.CreateAsync("some");
        var error = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.Models.DownloadAsync(ModelUri.Parse(uri), Folder["copy"]));
        Assert.Equal(message, error.Message);
        Assert.False(Directory.Exists(Folder["copy"]));
    }

    [Fact]
    public async Task A_run_without_such_a_model_is_told()
    {
        await using var run = await Client.StartRunAsync();
        var error = await Assert.ThrowsAsync<TrackingClientException>(
            () => Client.Models.ResolveAsync(ModelUri.Parse($"runs:/{run.Id}/none")));
        Assert.EndsWith("neither an artifact folder with an MLmodel file nor a logged model of that name",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_no_model_is_refused_before_anything_is_created()
    {
        await using var run = await Client.StartRunAsync();
        await Assert.ThrowsAsync<ModelLoadException>(() => run.LogModelAsync(Folder.Path, "m"));
        Assert.Empty(await Client.LoggedModels.SearchAsync([run.ExperimentId]).ToListAsync());
    }

    [Fact]
    public async Task An_upload_that_breaks_marks_the_model_and_tells_the_first_failure()
    {
        await using var run = await Client.StartRunAsync();
        var folder = WriteModel();
        await File.WriteAllTextAsync(Path.Join(folder, "bad#name.txt"), "no artifact may be called that");
        await Assert.ThrowsAnyAsync<FormatException>(() => run.LogModelAsync(folder, "m"));
        var model = Assert.Single(await Client.LoggedModels.SearchAsync([run.ExperimentId]).ToListAsync());
        Assert.Equal(LoggedModelStatus.UploadFailed, model.Info!.Status);
    }

    private async Task<(string RunId, LoggedModelReference Model)> LogAsync(string name, string? registered = null)
    {
        await using var run = await Client.StartRunAsync(cancellationToken: Patience.Token());
        return (run.Id, await run.LogModelAsync(WriteModel(), name, registered));
    }
}
