using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Repository;

/// <summary>
/// Keeps what is served in step with where it comes from: sets of models, moved aliases, changed files; and lets idle
/// models go. Faults are logged and what is served goes on. One round at a time.
/// </summary>
internal sealed class ModelWatch(
    ModelRepository models, FrozenServingOptions options, TimeProvider time, ILogger<ModelWatch> logger)
    : IDisposable
{
    private readonly Dictionary<ServedModel, ModelSlot> _ofSets = [];
    private readonly SemaphoreSlim _syncs = new(1, 1);
    private volatile IReadOnlyList<IServedModelSet> _sets = options.ModelSets;

    // Hosts that start together must not ask their registry together.
    private readonly Random _jitter = new(Environment.ProcessId);

    /// <summary>Runs rounds until the token fires; ends at once if nothing is to be looked at.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var limits = options.Lifecycle;
        if (limits.PollInterval is null && limits.UnloadAfterIdle is null)
        {
            return;
        }

        var interval = limits.PollInterval ?? limits.UnloadAfterIdle!.Value / 4;
        while (true)
        {
            await Task.Delay(interval * (0.9 + (0.2 * _jitter.NextDouble())), time, stop);
            try
            {
                await LookAsync(stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                // The next round may go better; without rounds nothing would ever be swapped again.
                logger.LogError(error, "Not everything could be looked at; what is served goes on.");
            }
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        if (options.Lifecycle.PollInterval is not null)
        {
            await SyncAsync(stop);
            await RefreshAsync(stop);
        }

        await UnloadIdleAsync(stop);
    }

    /// <summary>Other sets from now on, beside those of the options; the next sync serves what they list.</summary>
    public void UseSets(IReadOnlyList<IServedModelSet> more) => _sets = [.. options.ModelSets, .. more];

    /// <summary>Serves what the sets list: new models first, then those that are gone are closed.</summary>
    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        await _syncs.WaitAsync(cancellationToken);
        try
        {
            await SyncInTurnAsync(cancellationToken);
        }
        finally
        {
            _syncs.Release();
        }
    }

    private async Task SyncInTurnAsync(CancellationToken cancellationToken)
    {
        var wanted = new List<ServedModel>();
        foreach (var set in _sets)
        {
            try
            {
                wanted.AddRange(await set.ListAsync(cancellationToken));
            }
            catch (ServingException error)
            {
                logger.LogError("What is served of '{Set}' goes on as it is: {Problem}", set.Name, error.Message);
                return;
            }
        }

        var isChanged = !wanted.ToHashSet().SetEquals(_ofSets.Keys);
        foreach (var served in wanted.Where(served => !_ofSets.ContainsKey(served)))
        {
            _ofSets[served] = await OpenAsync(served, wanted, cancellationToken);
        }

        if (isChanged)
        {
            await ArrangeAsync(wanted, cancellationToken);
        }
    }

    /// <summary>Swaps every model whose source has changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var isChanged = false;
        foreach (var slot in models.Slots)
        {
            try
            {
                isChanged |= await slot.RefreshAsync(cancellationToken);
            }
            catch (ServingException error)
            {
                logger.LogError(
                    "Model '{Name}' of '{Uri}' goes on as it is: {Problem}", slot.Name, slot.Served.Uri, error.Message);
            }
        }

        if (isChanged)
        {
            models.Publish(slots => slots);
            await models.TrimAsync(null, cancellationToken);
        }
    }

    /// <summary>Unloads what nobody asked for so long.</summary>
    public async Task UnloadIdleAsync(CancellationToken cancellationToken)
    {
        if (options.Lifecycle.UnloadAfterIdle is not { } limit)
        {
            return;
        }

        foreach (var slot in models.Slots)
        {
            if (slot.Current is not null && !slot.Served.IsPinned && time.GetElapsedTime(slot.LastUse) >= limit)
            {
                await slot.UnloadAsync(
                    ModelState.Unloaded, "unloaded after nobody asked, loads with its next request", cancellationToken);
            }
        }
    }

    public void Dispose() => _syncs.Dispose();

    private async Task<ModelSlot> OpenAsync(
        ServedModel served, List<ServedModel> wanted, CancellationToken cancellationToken)
    {
        var slot = models.NewSlot(served);
        if (!served.LoadsOnDemand)
        {
            try
            {
                await slot.LoadAsync(cancellationToken);
            }
            catch (ServingException error)
            {
                // It stays in the index with its reason, and is tried again when it changes.
                logger.LogError("'{Uri}' is not served: {Problem}", served.Uri, error.Message);
                return Before(slot, wanted) ?? slot;
            }
        }

        return slot;
    }

    /// <summary>What answers under the name of one that cannot be loaded, and would have gone for it.</summary>
    private ModelSlot? Before(ModelSlot failed, List<ServedModel> wanted) => _ofSets
        .Where(one => !wanted.Contains(one.Key) && one.Value.Current is not null
            && one.Value.Name == failed.Name && one.Value.Version == failed.Version)
        .Select(one => one.Value)
        .FirstOrDefault();

    private async Task ArrangeAsync(List<ServedModel> wanted, CancellationToken cancellationToken)
    {
        var gone = _ofSets.Keys.Except(wanted).ToList();
        var ofSets = wanted.Distinct().Select(served => _ofSets[served]).ToList();
        var removed = gone.Select(served => _ofSets[served]).Except(ofSets).ToList();
        models.Publish(slots => [.. slots.Except(ofSets).Except(removed), .. ofSets]);
        gone.ForEach(served => _ofSets.Remove(served));
        await models.RemoveAsync(removed, cancellationToken);
        await models.TrimAsync(null, cancellationToken);
    }
}
