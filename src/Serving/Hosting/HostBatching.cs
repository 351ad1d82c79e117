using Microsoft.Extensions.Logging;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting.Configuration;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting;

/// <summary>
/// How requests are joined now where no model says it. An edit of the file gives loaded models new batchers beside the
/// old ones, which finish what they have. Thread-safe.
/// </summary>
internal sealed class HostBatching(
    FrozenServingOptions options,
    CurrentBatching current,
    ServedModels served,
    ModelLoader loader,
    ILogger<HostBatching> logger)
{
    /// <summary>For models that state none of their own.</summary>
    public BatchingOptions Current => current.Options;

    /// <summary>What will hold when a file is taken over.</summary>
    /// <exception cref="ServingException">It makes no sense together with what was set after the file.</exception>
    public BatchingOptions Under(ServingConfig config)
    {
        var next = options.FollowedBatching.Under(config.Batching);
        return next.Problems().ToList() is { Count: > 0 } problems
            ? throw new ServingException(
                ServingError.HostUnusable, $"{config.Path} batching: {string.Join("; ", problems)}.")
            : next;
    }

    /// <summary>Takes it over, for what is loaded too.</summary>
    public async Task FollowAsync(BatchingOptions next, CancellationToken cancellationToken)
    {
        current.Options = next;
        foreach (var slot in served.Slots)
        {
            if (slot.Current is not { } model || !model.TryLease(out var lease))
            {
                continue;
            }

            using (lease)
            {
                if (!FollowedBatching.AreSame(model.Batching, slot.Served.Batching ?? next))
                {
                    await RejoinAsync(model, slot.Served, cancellationToken);
                }
            }
        }
    }

    private async Task RejoinAsync(LoadedModel model, ServedModel stated, CancellationToken cancellationToken)
    {
        try
        {
            await loader.RejoinAsync(model, stated, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Its files may be gone by now, and it answers all the same.
            logger.LogError("Requests for '{Name}' are joined as before: {Problem}", model.Name, error.Message);
        }
    }
}

/// <summary>What holds for models that state nothing. Thread-safe.</summary>
internal sealed class CurrentBatching(FrozenServingOptions options)
{
    private volatile BatchingOptions _options = options.Batching;

    public BatchingOptions Options
    {
        get => _options;
        set => _options = value;
    }
}
