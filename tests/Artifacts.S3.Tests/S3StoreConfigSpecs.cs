namespace Tracking.Artifacts.S3.Tests;

public sealed class S3StoreConfigSpecs
{
    [Theory]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("s3://bucket/", "bucket", "")]
    [InlineData("S3://my.bucket-1/a/b/", "my.bucket-1", "a/b")]
    public void A_location_is_a_bucket_and_a_prefix(string location, string bucket, string prefix)
    {
        var config = S3StoreConfig.Read(location, _ => null);
        Assert.Equal((bucket, prefix), (config.Bucket, config.Prefix.Value));
        Assert.Null(config.Credentials);
    }

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///key")]
    [InlineData("s3://Bucket")]
    [InlineData("s3://bucket/a/../b")]
    [InlineData("s3://bucket//a")]
    [InlineData("https://bucket")]
    public void What_is_no_location_is_refused(string location)
    {
        var error = Assert.Throws<FormatException>(() => S3StoreConfig.Read(location, _ => null));
        Assert.Equal(
            $"'{location}' is no location in S3; expected s3://bucket or s3://bucket/prefix.", error.Message);
    }

    [Fact]
    public void Settings_come_from_the_variables_of_MLflow_and_AWS()
    {
        var config = Read(
            ("MLFLOW_S3_ENDPOINT_URL", "http://mlflow:9000"), ("AWS_ENDPOINT_URL_S3", "http://aws:9000"),
            ("AWS_DEFAULT_REGION", "eu-west-1"), ("MLFLOW_S3_IGNORE_TLS", "true"),
            ("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_SESSION_TOKEN", "token"));
        Assert.Equal(new Uri("http://mlflow:9000"), config.Endpoint);
        Assert.Equal(("eu-west-1", true), (config.Region, config.IgnoreTls));
        Assert.Equal(("secret", "token"), (config.Credentials!.SecretAccessKey, config.Credentials.SessionToken));
        Assert.DoesNotContain("secret", $"{config} {config.Credentials}", StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_the_credentials_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => Read(("AWS_ACCESS_KEY_ID", "id")));
        Assert.Equal("AWS_SECRET_ACCESS_KEY is missing; the other half is set.", error.Message);
    }

    [Fact]
    public void An_endpoint_that_is_no_URL_is_refused_by_the_variable_that_has_it()
    {
        var error = Assert.Throws<FormatException>(() => Read(("AWS_ENDPOINT_URL", "minio:9000")));
        Assert.StartsWith("AWS_ENDPOINT_URL is 'minio:9000'; expected a URL", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://bucket/pre", true, "")]
    [InlineData("s3://bucket/pre/1/run/artifacts", true, "1/run/artifacts")]
    [InlineData("s3://bucket/prefix", false, "")]
    [InlineData("s3://bucket", false, "")]
    [InlineData("s3://other/pre/a", false, "")]
    [InlineData("s3://bucket/pre/../a", false, "")]
    [InlineData("/bucket/pre/a", false, "")]
    public void A_store_knows_the_locations_below_its_prefix(string location, bool holds, string path)
    {
        using var store = new S3ArtifactStore(new S3StoreConfig("bucket", ArtifactPath.Parse("pre"))
        {
            Endpoint = new Uri("http://127.0.0.1:1"),
            Credentials = new S3Credentials("id", "secret", null),
        });
        Assert.Equal(holds, store.TryLocate(location, out var found));
        Assert.Equal(path, found.Value);
    }

    private static S3StoreConfig Read(params (string Name, string Value)[] variables) => S3StoreConfig.Read(
        "s3://bucket", name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
