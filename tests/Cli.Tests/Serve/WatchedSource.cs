using System.Collections.Concurrent;
using Tracking.Cli.Commands.Serve;
using Tracking.Models.Uris;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Serve;

/// <summary>Where <c>tracking serve</c> finds models, with signs of what was found and closed. Thread-safe.</summary>
internal sealed class WatchedSource(RegistryModelSource inner) : IModelSource, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _closed = [];
    private readonly ConcurrentQueue<string> _found = [];

    /// <summary>What was downloaded, as <c>name/version</c>, in order.</summary>
    public IEnumerable<string> Found => _found;

    /// <summary>Waits until a model is closed; the folder that it was downloaded to.</summary>
    public Task<string> ClosedAsync(string model) => Patience.For(SignOf(model).Task, $"the end of {model}");

    public Task<string?> FingerprintAsync(ModelUri uri, CancellationToken cancellationToken) =>
        inner.FingerprintAsync(uri, cancellationToken);

    public Task<IReadOnlyList<ModelAliasUri>> WithAliasAsync(string alias, CancellationToken cancellationToken) =>
        inner.WithAliasAsync(alias, cancellationToken);

    public async Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        var found = await inner.ResolveAsync(uri, cancellationToken);
        var model = $"{found.Name}/{found.Version}";
        _found.Enqueue(model);
        return found with { Files = new WatchedFiles(found, SignOf(model)) };
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private TaskCompletionSource<string> SignOf(string model) =>
        _closed.GetOrAdd(model, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed class WatchedFiles(ResolvedModel found, TaskCompletionSource<string> closed) : IDisposable
    {
        public void Dispose()
        {
            found.Files!.Dispose();
            closed.TrySetResult(found.Directory);
        }
    }
}
