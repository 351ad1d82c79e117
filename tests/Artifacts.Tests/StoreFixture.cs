using System.Text;
using Tracking.TestKit;

namespace Tracking.Artifacts.Tests;

/// <summary>A local store in a folder of its own, in words that read well in a test.</summary>
public abstract class StoreFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    protected StoreFixture() => Store = new LocalArtifactStore(Root);

    protected string Root => _folder["store"];

    protected LocalArtifactStore Store { get; }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Outside(string name) => _folder[name];

    protected static ArtifactPath At(string path) => ArtifactPath.Parse(path);

    protected Task WriteAsync(string path, string text) => WriteAsync(path, Encoding.UTF8.GetBytes(text));

    protected async Task WriteAsync(string path, byte[] bytes) =>
        await Store.WriteAsync(At(path), new MemoryStream(bytes), Patience.Token());

    protected async Task<string> ReadAsync(string path)
    {
        await using var stream = await Store.OpenReadAsync(At(path), Patience.Token());
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Patience.Token());
    }

    protected async Task<string[]> ListAsync(string path = "") =>
        [.. (await Store.ListAsync(At(path), Patience.Token())).Select(entry => entry.Path.Value)];

    protected string[] LeftoverFiles() =>
        Directory.Exists(Path.Join(Root, ".tracking-tmp")) ? Directory.GetFiles(Path.Join(Root, ".tracking-tmp")) : [];
}
