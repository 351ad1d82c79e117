using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Repository;

/// <summary>
/// What may stay loaded: so many bytes of model files, and models that somebody asked for not too long ago. The
/// configuration file may change both while the host runs. Thread-safe.
/// </summary>
internal sealed class ModelResidency(
    ServedModels served, FrozenServingOptions options, TimeProvider time, ILogger<ModelResidency> logger)
{
    private volatile ResidencyLimits _limits = options.Lifecycle.Residency;

    /// <summary>When a model that nobody asks goes; null for never.</summary>
    public TimeSpan? UnloadAfterIdle => _limits.UnloadAfterIdle;

    /// <summary>Takes over what an edit of the file says where the file said what holds now.</summary>
    public Task FollowAsync(ServingConfig config, CancellationToken cancellationToken)
    {
        _limits = new ResidencyLimits(
            options.FollowsMemoryBudget ? config.Residency.MemoryBudgetBytes : _limits.MemoryBudgetBytes,
            options.FollowsIdleLimit ? config.Residency.UnloadAfterIdle : _limits.UnloadAfterIdle);
        return KeepWithinMemoryAsync(null, cancellationToken);
    }

    /// <summary>Unloads those that were not asked the longest until the rest fits.</summary>
    /// <param name="kept">One that stays; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task KeepWithinMemoryAsync(ModelSlot? kept, CancellationToken cancellationToken)
    {
        while (_limits.MemoryBudgetBytes is { } budget && served.Slots.Sum(slot => slot.Current?.Bytes ?? 0) > budget)
        {
            var victim = served.Slots
                .Where(slot => slot != kept && !slot.Served.IsPinned && slot.Current is not null)
                .MinBy(slot => slot.LastUse);
            if (victim is null)
            {
                logger.LogWarning("The models that must stay need more than the budget of {Budget} bytes.", budget);
                return;
            }

            await victim.UnloadAsync(
                ModelState.Unloaded, "unloaded for the memory budget, loads with its next request", cancellationToken);
        }
    }

    /// <summary>Unloads what nobody asked for too long.</summary>
    public async Task UnloadIdleAsync(CancellationToken cancellationToken)
    {
        if (UnloadAfterIdle is not { } limit)
        {
            return;
        }

        foreach (var slot in served.Slots)
        {
            if (slot.Current is not null && !slot.Served.IsPinned && time.GetElapsedTime(slot.LastUse) >= limit)
            {
                await slot.UnloadAsync(
                    ModelState.Unloaded, "unloaded after nobody asked, loads with its next request", cancellationToken);
            }
        }
    }
}

/// <summary>Bounds of what stays loaded; null for none.</summary>
/// <param name="MemoryBudgetBytes">Of the files of all models.</param>
/// <param name="UnloadAfterIdle">Without a request.</param>
internal sealed record ResidencyLimits(long? MemoryBudgetBytes = null, TimeSpan? UnloadAfterIdle = null);
