using Tracking.Models.Uris;

namespace Tracking.Models.Tests.Uris;

public class ModelUriSpecs
{
    public static TheoryData<string, ModelUri> Forms => new()
    {
        { "models:/iris@champion", new ModelAliasUri("iris", "champion") },
        { "models:/iris/3", new ModelVersionUri("iris", 3) },
        { "models:/my model/12", new ModelVersionUri("my model", 12) },
        { "models:/iris/latest", new LatestModelUri("iris") },
        { "models:/iris/Production", new ModelStageUri("iris", "Production") },
        { "models:/m-0123456789abcdef", new LoggedModelUri("m-0123456789abcdef") },
        { "models:/m-one/2", new ModelVersionUri("m-one", 2) },
        { "runs:/0a1b/model", new RunModelUri("0a1b", "model") },
        { "runs:/0a1b/deep/model", new RunModelUri("0a1b", "deep/model") },
        { "mlflow-artifacts:/1/abc/artifacts/model", new ServerArtifactUri("1/abc/artifacts/model") },
        { "some/folder", new FolderUri("some/folder") },
        { "./runs:/x", new FolderUri("./runs:/x") },
        { "/abs/folder", new FolderUri("/abs/folder") },
        { @"C:\models\iris", new FolderUri(@"C:\models\iris") },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_is_read_and_printed_as_it_was(string text, ModelUri expected)
    {
        var uri = ModelUri.Parse(text);

        Assert.Equal(expected, uri);
        Assert.Equal(text, uri.ToString());
    }

    [Theory]
    [InlineData("models:///iris/3", "models:/iris/3")]
    [InlineData("MODELS:/iris/LATEST", "models:/iris/latest")]
    [InlineData("models:/iris/3/", "models:/iris/3")]
    [InlineData("runs:/0a1b/model/", "runs:/0a1b/model")]
    [InlineData("file:///tmp/my%20model", "/tmp/my model")]
    [InlineData("file://localhost/tmp/m", "/tmp/m")]
    [InlineData("file:relative/m", "relative/m")]
    public void Another_spelling_is_printed_in_the_canonical_one(string text, string canonical) =>
        Assert.Equal(canonical, ModelUri.Parse(text).ToString());

    public static TheoryData<string> NoUris =>
    [
        "",
        "  ",
        "models:/",
        "models:iris/3",
        "models:/iris",
        "models:/iris/0",
        "models:/iris/99999999999",
        "models:/iris/",
        "models:/@champion",
        "models:/iris@",
        "models:/iris@a/3",
        "models:/iris/3@a",
        "models:/iris/3/4",
        "models://profile/iris/3",
        "runs:/0a1b",
        "runs:/0a1b/",
        "runs:/0a1b/../other",
        "mlflow-artifacts:/",
        "mlflow-artifacts:/a/../../b",
        "file://elsewhere/m",
        "s3://bucket/model",
        "https://example.org/model",
        "a\0b",
    ];

    [Theory]
    [MemberData(nameof(NoUris))]
    public void Anything_else_is_refused_with_the_forms_that_exist(string text)
    {
        var error = Assert.Throws<FormatException>(() => ModelUri.Parse(text));

        Assert.StartsWith(
            $"not a model URI: '{text}'. Expected models:/name@alias, ", error.Message, StringComparison.Ordinal);
    }
}
