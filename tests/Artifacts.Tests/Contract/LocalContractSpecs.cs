using Tracking.Artifacts.Contract;
using Tracking.Artifacts.Uploads;
using Tracking.TestKit;

namespace Tracking.Artifacts.Tests.Contract;

public sealed class LocalReadWriteSpecs : ReadWriteSpecs
{
    protected override Task<IArtifactStore> OpenAsync() => LocalContract.OpenAsync(Own(new TempFolder()));
}

public sealed class LocalListingSpecs : ListingSpecs
{
    protected override Task<IArtifactStore> OpenAsync() => LocalContract.OpenAsync(Own(new TempFolder()));
}

public sealed class LocalDeletionSpecs : DeletionSpecs
{
    protected override Task<IArtifactStore> OpenAsync() => LocalContract.OpenAsync(Own(new TempFolder()));
}

public sealed class LocalMultipartSpecs : MultipartSpecs
{
    protected override Task<IArtifactStore> OpenAsync() => LocalContract.OpenAsync(Own(new TempFolder()));

    protected override Task<UploadedPart> PutAsync(ArtifactUpload upload, int number, byte[] content) =>
        ((IPartWriter)Store.Uploads).WritePartAsync(upload, number, new MemoryStream(content), Patience.Token());
}

internal static class LocalContract
{
    public static Task<IArtifactStore> OpenAsync(TempFolder folder) =>
        Task.FromResult<IArtifactStore>(new LocalArtifactStore(folder["store"]));
}
