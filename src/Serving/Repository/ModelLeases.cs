using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Repository;

/// <summary>
/// Gives requests the models that they ask for, and lets them wait, so many at a time, for those that load on demand.
/// Thread-safe.
/// </summary>
internal sealed class ModelLeases(ServedModels served, ModelResidency residency, FrozenServingOptions options)
{
    private int _parked;

    /// <summary>Keeps a model in use; without a name the first one. Waits for one that loads on demand.</summary>
    /// <exception cref="ServingException">Not found or not ready, or it did not load in time.</exception>
    public ValueTask<ModelLease> LeaseAsync(string? name, string? version, CancellationToken cancellationToken) =>
        served.FindSlot(name, version).TryLease(out var lease)
            ? new(lease)
            : LeaseLaterAsync(name, version, cancellationToken);

    // What was found may be taken out of the index before it is leased: then the index of now is asked.
    private async ValueTask<ModelLease> LeaseLaterAsync(
        string? name, string? version, CancellationToken cancellationToken)
    {
        while (true)
        {
            var slot = served.FindSlot(name, version);
            if (slot.TryLease(out var lease))
            {
                return lease;
            }

            try
            {
                return slot.LoadsOnRequest ? await ParkAsync(slot, cancellationToken) : throw slot.NotReady();
            }
            catch (ServingException error) when (error.Error == ServingError.ModelNotReady && served.IsGone(slot))
            {
                continue;
            }
        }
    }

    private async ValueTask<ModelLease> ParkAsync(ModelSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _parked) > options.Lifecycle.MaxParkedRequests)
            {
                throw new ServingException(
                    ServingError.QueueFull, $"Too many requests wait for models to load; '{slot.Name}' is one of them.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
            }

            await slot.LoadForRequestsAsync().WaitAsync(cancellationToken);
            if (slot.TryLease(out var lease))
            {
                await residency.KeepWithinMemoryAsync(slot, CancellationToken.None);
                return lease;
            }

            throw slot.NotReady();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ServingException(
                ServingError.DeadlineExceeded, $"Model '{slot.Name}' was not loaded within the request's time.");
        }
        finally
        {
            Interlocked.Decrement(ref _parked);
        }
    }
}
