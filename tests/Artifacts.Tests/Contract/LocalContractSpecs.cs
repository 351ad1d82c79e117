using Tracking.Artifacts.Contract;
using Tracking.Artifacts.Uploads;
using Tracking.TestKit;

namespace Tracking.Artifacts.Tests.Contract;

public sealed class LocalReadWriteSpecs : ReadWriteSpecs
{
    private readonly TempFolder _folder = new();

    public override Task DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    protected override Task<IArtifactStore> OpenAsync() => LocalContract.OpenAsync(_folder);
}

public sealed class LocalListingSpecs : ListingSpecs
{
    private readonly TempFolder _folder = new();

    public override Task DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    protected override Task<IArtifactStore> OpenAsync() => LocalContract.OpenAsync(_folder);
}

public sealed class LocalDeletionSpecs : DeletionSpecs
{
    private readonly TempFolder _folder = new();

    public override Task DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    protected override Task<IArtifactStore> OpenAsync() => LocalContract.OpenAsync(_folder);
}

public sealed class LocalMultipartSpecs : MultipartSpecs
{
    private readonly TempFolder _folder = new();

    public override Task DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    protected override Task<IArtifactStore> OpenAsync() => LocalContract.OpenAsync(_folder);

    protected override Task<UploadedPart> PutAsync(ArtifactUpload upload, int number, byte[] content) =>
        ((IPartWriter)Store.Uploads).WritePartAsync(upload, number, new MemoryStream(content), Patience.Token());
}

internal static class LocalContract
{
    public static Task<IArtifactStore> OpenAsync(TempFolder folder) =>
        Task.FromResult<IArtifactStore>(new LocalArtifactStore(folder["store"]));
}
