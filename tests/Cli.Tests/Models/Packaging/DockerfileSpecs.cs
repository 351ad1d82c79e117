using System.Text.Json.Nodes;
using Tracking.Cli.Commands.Models.Packaging;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models.Packaging;

public sealed class DockerfileSpecs : IDisposable
{
    private const string Instruction =
        "^(FROM|RUN|COPY|USER|WORKDIR|ENV|EXPOSE|HEALTHCHECK|  CMD|ENTRYPOINT|CMD|$)";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_fetching_image_is_the_approved_one()
    {
        await CliCall.SucceedAsync(
            "models", "generate-dockerfile", "-m", "models:/iris@champion", "-d", _folder["out"],
            "--tracking-uri", "http://tracking.example:5000");

        var text = await File.ReadAllTextAsync(_folder["out", "Dockerfile"]);
        Approve.Text(text.Replace(ProductVersion.Text, "VERSION", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(PackageCommandSpecs.Hostile), MemberType = typeof(PackageCommandSpecs))]
    public void Hostile_names_are_words_that_no_shell_reads(string uri)
    {
        var plan = new PackagePlan(ModelUri.Parse(uri), "image") { Name = "m", TrackingUri = uri };

        var lines = Dockerfiles.Fetching(plan).TrimEnd().Split('\n');

        var command = Assert.Single(lines, line => line.StartsWith("CMD ", StringComparison.Ordinal));
        var words = JsonNode.Parse(command["CMD ".Length..])!.AsArray().Select(word => (string)word!).ToArray();
        Assert.Equal(["serve", "-m", ModelUri.Parse(uri).ToString()], words[..3]);
        Assert.Equal(["--tracking-uri", uri], words[^2..]);
        Assert.All(lines, line => Assert.Matches(Instruction, line));
    }

    [Fact]
    public async Task A_build_context_holds_tool_and_model_with_the_model_last()
    {
        _folder.Write("Iris_1/MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n");
        _folder.Write("Iris_1/model.onnx", "bytes");

        await CliCall.SucceedAsync("models", "build-context", "-m", _folder["Iris_1"], "-d", _folder["out"]);

        Assert.Equal("bytes", await File.ReadAllTextAsync(_folder["out", "model", "model.onnx"]));
        Assert.True(File.Exists(_folder["out", "app", "Tracking.Cli.dll"]));
        Assert.Empty(Directory.GetFiles(_folder["out"], "*.pdb", SearchOption.AllDirectories));
        var lines = await File.ReadAllLinesAsync(_folder["out", "Dockerfile"]);
        Assert.Equal("COPY model/ /models/Iris_1/", lines[^1]);
        Assert.StartsWith("CMD [\"serve\",\"-m\",\"/models/Iris_1\",", lines[^2]);
        Assert.Contains("USER 1654", lines);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("$HOME")]
    [InlineData("..")]
    [InlineData("a\nRUN b")]
    [InlineData("größe")]
    public void A_name_that_Docker_would_read_otherwise_is_a_label_in_the_image(string name)
    {
        var lines = Dockerfiles.Complete(name).TrimEnd().Split('\n');

        Assert.Equal($"COPY model/ /models/{DnsLabel.Of(name)}/", lines[^1]);
        Assert.All(lines, line => Assert.Matches(Instruction, line));
    }

    [Fact]
    public async Task A_folder_in_use_and_a_folder_that_is_no_model_are_refused()
    {
        _folder.Write("used/file", "mine");
        _folder.Write("nothing/file", "no model");

        var used = await CliCall.RunAsync("models", "generate-dockerfile", "-m", "models:/a/1", "-d", _folder["used"]);
        var model = await CliCall.RunAsync("models", "build-context", "-m", _folder["nothing"], "-d", _folder["out"]);

        Assert.Equal((1, 1), (used.Code, model.Code));
        Assert.Contains("is not empty", used.Errors);
        Assert.Contains("MLmodel", model.Errors);
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder["used", "file"]));
    }

    public void Dispose() => _folder.Dispose();
}
