using Tracking.Artifacts.Contract;
using Tracking.Artifacts.Uploads;
using Tracking.TestKit;

namespace Tracking.Artifacts.S3.Tests;

/// <summary>One server for all tests of the assembly; each test has a prefix of its own.</summary>
[CollectionDefinition(Name)]
public sealed class S3Collection : ICollectionFixture<S3Fixture>
{
    public const string Name = "S3";
}

public sealed class S3Fixture : IAsyncLifetime
{
    private RunningS3Server? _server;

    public RunningS3Server Server => _server!;

    public async Task InitializeAsync() => _server = await RunningS3Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public S3StoreConfig NewConfig() =>
        S3StoreConfig.Read($"s3://{RunningS3Server.Bucket}/test-{Guid.NewGuid():N}/deep", Server.Variable);

    public Task<IArtifactStore> OpenAsync() => Task.FromResult<IArtifactStore>(new S3ArtifactStore(NewConfig()));
}

[Collection(S3Collection.Name)]
public sealed class S3ReadWriteSpecs(S3Fixture s3) : ReadWriteSpecs
{
    protected override Task<IArtifactStore> OpenAsync() => s3.OpenAsync();
}

[Collection(S3Collection.Name)]
public sealed class S3ListingSpecs(S3Fixture s3) : ListingSpecs
{
    protected override Task<IArtifactStore> OpenAsync() => s3.OpenAsync();
}

[Collection(S3Collection.Name)]
public sealed class S3DeletionSpecs(S3Fixture s3) : DeletionSpecs
{
    protected override Task<IArtifactStore> OpenAsync() => s3.OpenAsync();
}

[Collection(S3Collection.Name)]
public sealed class S3MultipartSpecs(S3Fixture s3) : MultipartSpecs
{
    private static readonly HttpClient Http = new();

    protected override Task<IArtifactStore> OpenAsync() => s3.OpenAsync();

    protected override async Task<UploadedPart> PutAsync(ArtifactUpload upload, int number, byte[] content)
    {
        var url = await Store.Presigned!.PartUrlAsync(upload, number, TimeSpan.FromMinutes(5), Patience.Token());
        using var answer = await Http.PutAsync(url, new ByteArrayContent(content), Patience.Token());
        answer.EnsureSuccessStatusCode();
        return new UploadedPart(number, answer.Headers.ETag!.Tag.Trim('"'), content.Length);
    }
}
