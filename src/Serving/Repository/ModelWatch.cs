using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Repository;

/// <summary>
/// Keeps what is served in step with where it comes from: sets of models, moved aliases, changed files; and lets idle
/// models go. Faults are logged and what is served goes on. One round at a time.
/// </summary>
internal sealed class ModelWatch(
    ServedModels served,
    ModelRepository models,
    ModelResidency residency,
    FrozenServingOptions options,
    TimeProvider time,
    ILogger<ModelWatch> logger) : IDisposable
{
    // A file that is read when somebody asks may set one.
    private static readonly TimeSpan IntervalWithoutLimits = TimeSpan.FromSeconds(10);

    private readonly Dictionary<ServedModel, ModelSlot> _ofSets = [];
    private readonly SemaphoreSlim _syncs = new(1, 1);
    private volatile IReadOnlyList<IServedModelSet> _sets = options.ModelSets;

    // Hosts that start together must not ask their registry together.
    private readonly Random _jitter = new(Environment.ProcessId);

    /// <summary>Runs rounds until the token fires; ends at once if nothing is to be looked at.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var poll = options.Lifecycle.PollInterval;
        if (poll is null && residency.UnloadAfterIdle is null && options.Config is null)
        {
            return;
        }

        while (true)
        {
            var interval = poll ?? residency.UnloadAfterIdle / 4 ?? IntervalWithoutLimits;
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

        await residency.UnloadIdleAsync(stop);
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
        foreach (var model in wanted.Where(model => !_ofSets.ContainsKey(model)))
        {
            _ofSets[model] = await OpenAsync(model, wanted, cancellationToken);
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
        foreach (var slot in served.Slots)
        {
            var known = slot.Describe().Reason;
            try
            {
                isChanged |= await slot.RefreshAsync(cancellationToken);
            }
            catch (ServingException error) when (known.Contains(error.Message, StringComparison.Ordinal))
            {
                // It was tried again and is as it was: the index tells, and the log has.
            }
            catch (ServingException error)
            {
                logger.LogError(
                    "Model '{Name}' of '{Uri}' goes on as it is: {Problem}", slot.Name, slot.Served.Uri, error.Message);
            }
        }

        if (isChanged)
        {
            served.Publish(slots => slots);
            await residency.KeepWithinMemoryAsync(null, cancellationToken);
        }
    }

    public void Dispose() => _syncs.Dispose();

    private async Task<ModelSlot> OpenAsync(
        ServedModel model, List<ServedModel> wanted, CancellationToken cancellationToken)
    {
        var slot = models.NewSlot(model);
        if (!model.LoadsOnDemand)
        {
            try
            {
                await slot.LoadAsync(cancellationToken);
            }
            catch (ServingException error)
            {
                // It stays in the index with its reason, and is tried again when it changes.
                logger.LogError("'{Uri}' is not served: {Problem}", model.Uri, error.Message);
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
        var ofSets = wanted.Distinct().Select(model => _ofSets[model]).ToList();
        var removed = gone.Select(model => _ofSets[model]).Except(ofSets).ToList();
        served.Publish(slots => [.. slots.Except(ofSets).Except(removed), .. ofSets]);
        gone.ForEach(model => _ofSets.Remove(model));
        await models.RemoveAsync(removed, cancellationToken);
        await residency.KeepWithinMemoryAsync(null, cancellationToken);
    }
}
