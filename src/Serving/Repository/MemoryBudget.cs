using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>How many bytes of model files may be loaded at a time; null for any number. Thread-safe.</summary>
internal sealed class MemoryBudget(long? bytes, ILogger logger)
{
    /// <summary>Unloads those that were not asked the longest until the rest fits.</summary>
    /// <param name="slots">Those that there are, asked anew after each unload.</param>
    /// <param name="kept">One that stays; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task KeepAsync(
        Func<IReadOnlyList<ModelSlot>> slots, ModelSlot? kept, CancellationToken cancellationToken)
    {
        while (bytes is { } budget && slots().Sum(slot => slot.Current?.Bytes ?? 0) > budget)
        {
            var victim = slots()
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
}
