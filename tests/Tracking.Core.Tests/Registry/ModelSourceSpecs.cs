using Tracking.Core.Errors;
using Tracking.Core.Registry;

namespace Tracking.Core.Tests.Registry;

public class ModelSourceSpecs
{
    private const string RunArtifacts = "/data/1/run/artifacts";

    [Theory]
    [InlineData("s3://bucket/path")]
    [InlineData("mlflow-artifacts:/1/abc/artifacts/model")]
    [InlineData("runs:/abc/model")]
    [InlineData("models:/other/1")]
    [InlineData("dbfs:/x")]
    public void A_remote_source_needs_no_run(string source) => ModelSource.Validate(source, artifactUri: null);

    [Theory]
    [InlineData("s3://b/../k")]
    [InlineData("http://host/path/../x")]
    [InlineData("mlflow-artifacts:/../x")]
    [InlineData("mlflow-artifacts:/a/%2e%2e/x")]
    [InlineData("mlflow-artifacts:/a/%252e%252e/x")]
    [InlineData("mlflow-artifacts:/a\\..\\x")]
    public void A_remote_source_with_a_step_up_is_refused(string source) =>
        Assert.Equal(
            $"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, " +
            "ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path " +
            "references present. Please provide an absolute path.",
            Refusal(source, RunArtifacts));

    [Theory]
    [InlineData("/data/1/run/artifacts")]
    [InlineData("/data/1/run/artifacts/model")]
    [InlineData("file:///data/1/run/artifacts/model")]
    [InlineData("file:/data/1/run/artifacts/a/../model")]
    public void A_local_source_may_lie_inside_its_runs_artifacts(string source) =>
        ModelSource.Validate(source, RunArtifacts);

    [Theory]
    [InlineData("/etc", RunArtifacts)]
    [InlineData("/data/1/run/artifacts-of-another", RunArtifacts)]
    [InlineData("/data/1/run/artifacts/../../other", RunArtifacts)]
    [InlineData("/data/1/run/artifacts/%2e%2e/%2e%2e/other", RunArtifacts)]
    [InlineData("file://elsewhere/data/1/run/artifacts/model", RunArtifacts)]
    [InlineData("file:///etc", null)]
    [InlineData("/data/1/run/artifacts/model", null)]
    [InlineData("/data/1/run/artifacts/model", "s3://bucket/data")]
    public void Any_other_local_source_is_refused(string source, string? artifactUri) =>
        Assert.Equal(
            $"Invalid model version source: '{source}'. To use a local path as a model version source, the run_id " +
            "request parameter has to be specified and the local path has to be contained within the artifact " +
            "directory of the run specified by the run_id.",
            Refusal(source, artifactUri));

    [Theory]
    [InlineData("models:/mod-a/3", "mod-a", 3, null)]
    [InlineData("models:/m-0123", null, 0, "m-0123")]
    [InlineData("models:/mod-a@champion", null, 0, null)]
    [InlineData("runs:/m-0123", null, 0, null)]
    public void A_models_source_names_a_version_or_a_logged_model(
        string source, string? name, int version, string? modelId)
    {
        Assert.Equal(name is not null, ModelSource.TryParseVersion(source, out var foundName, out var foundVersion));
        Assert.Equal((name ?? "", version), (foundName, foundVersion));
        Assert.Equal(modelId, ModelSource.LoggedModelIdOf(source));
    }

    private static string Refusal(string source, string? artifactUri)
    {
        var error = Assert.Throws<TrackingException>(() => ModelSource.Validate(source, artifactUri));
        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        return error.Message;
    }
}
