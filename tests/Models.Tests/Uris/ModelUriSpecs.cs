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

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("models:/")]
    [InlineData("models:iris/3")]
    [InlineData("models:/iris")]
    [InlineData("models:/iris/0")]
    [InlineData("models:/iris/99999999999")]
    [InlineData("models:/iris/")]
    [InlineData("models:/@champion")]
    [InlineData("models:/iris@")]
    [InlineData("models:/iris@a/3")]
    [InlineData("models:/iris/3@a")]
    [InlineData("models:/iris/3/4")]
    [InlineData("models://profile/iris/3")]
    [InlineData("runs:/0a1b")]
    [InlineData("runs:/0a1b/")]
    [InlineData("runs:/0a1b/../other")]
    [InlineData("mlflow-artifacts:/")]
    [InlineData("mlflow-artifacts:/a/../../b")]
    [InlineData("file://elsewhere/m")]
    [InlineData("s3://bucket/model")]
    [InlineData("https://example.org/model")]
    [InlineData("a\0b")]
    public void Anything_else_is_refused_with_the_forms_that_exist(string text)
    {
        var error = Assert.Throws<FormatException>(() => ModelUri.Parse(text));

        Assert.StartsWith(
            $"not a model URI: '{text}'. Expected models:/name@alias, ", error.Message, StringComparison.Ordinal);
    }
}
