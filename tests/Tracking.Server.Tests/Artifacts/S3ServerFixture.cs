using Tracking.TestKit;

namespace Tracking.Server.Tests.Artifacts;

/// <summary>One S3 server for all tests of the assembly that need one.</summary>
[CollectionDefinition(Name)]
public sealed class S3ServerCollection : ICollectionFixture<S3ServerFixture>
{
    public const string Name = "S3";
}

public sealed class S3ServerFixture : IAsyncLifetime
{
    private RunningS3Server? _server;

    public async Task InitializeAsync() => _server = await RunningS3Server.StartAsync();

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    /// <summary>A prefix of the bucket that nobody else uses.</summary>
    public static string NewLocation() => $"s3://{RunningS3Server.Bucket}/{Guid.NewGuid():N}";

    public TrackingServerOptions Use(TrackingServerOptions options, string location) =>
        options with { ArtifactsDestination = location, EnvironmentVariable = _server!.Variable };
}
