using System.Text;
using Tracking.TestKit;

namespace Tracking.Artifacts.Contract;

/// <summary>One store of its own for each test, in words that read well there.</summary>
public abstract class ArtifactStoreContract : IAsyncLifetime
{
    private readonly List<IDisposable> _owned = [];
    private IArtifactStore? _store;

    protected IArtifactStore Store => _store!;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public Task DisposeAsync()
    {
        (_store as IDisposable)?.Dispose();
        _owned.ForEach(thing => thing.Dispose());
        return Task.CompletedTask;
    }

    /// <summary>Has something disposed after the store.</summary>
    protected T Own<T>(T thing)
        where T : IDisposable
    {
        _owned.Add(thing);
        return thing;
    }

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<IArtifactStore> OpenAsync();

    protected static ArtifactPath At(string path) => ArtifactPath.Parse(path);

    protected Task WriteAsync(string path, string text) => WriteAsync(path, Encoding.UTF8.GetBytes(text));

    protected Task WriteAsync(string path, byte[] bytes) =>
        Store.WriteAsync(At(path), new MemoryStream(bytes), Patience.Token());

    protected async Task<string> ReadAsync(string path)
    {
        await using var stream = await Store.OpenReadAsync(At(path), Patience.Token());
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Patience.Token());
    }

    protected static async Task<string> ReadAsync(IArtifactFile file, long offset, long length)
    {
        await using var stream = await file.ReadAsync(offset, length, Patience.Token());
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Patience.Token());
    }

    protected async Task<string[]> ListAsync(string path = "") =>
        [.. (await Store.ListAsync(At(path), Patience.Token())).Select(entry => entry.Path.Value)];
}
