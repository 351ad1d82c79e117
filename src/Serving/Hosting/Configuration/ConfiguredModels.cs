using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>
/// The models that a configuration file names. An edit is taken whole or not at all: what it adds or changes is loaded
/// and warm before anything is swapped. One edit at a time.
/// </summary>
internal sealed class ConfiguredModels(
    ServedModels served,
    ModelRepository models,
    ModelResidency residency,
    ModelWatch watch,
    FrozenServingOptions options,
    IModelSource source)
{
    private Placed[] _placed = [];
    private Dictionary<string, IServedModelSet> _sets = [];

    /// <summary>Serves what a configuration names in place of what the one before it named.</summary>
    /// <param name="config">What names them.</param>
    /// <param name="batching">For what they leave open of how requests are joined.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="ServingException">Why not; what is served goes on.</exception>
    public async Task ApplyAsync(
        ServingConfig config, BatchingOptions batching, CancellationToken cancellationToken)
    {
        CheckAnything(config);
        var sets = config.Sets.DistinctBy(set => set.Digest).ToDictionary(
            set => set.Digest, set => _sets.GetValueOrDefault(set.Digest) ?? set.Under(batching, source));
        var kept = new List<Placed>();
        var opened = new List<ModelSlot>();
        try
        {
            foreach (var model in config.Models)
            {
                var stated = model.Under(batching);
                var known = Array.Find(_placed, one => one.Digest == model.Digest);
                kept.Add(known is null
                    ? new(model.Digest, await OpenAsync(stated, opened, cancellationToken), stated)
                    : known with { Served = stated });
            }

            CheckUnique(kept);
        }
        catch
        {
            await models.RemoveAsync(opened, CancellationToken.None);
            throw;
        }

        await SwapAsync([.. kept], sets);
        await residency.FollowAsync(config, CancellationToken.None);
    }

    private async Task<ModelSlot> OpenAsync(
        ServedModel model, List<ModelSlot> opened, CancellationToken cancellationToken)
    {
        var slot = models.NewSlot(model);
        opened.Add(slot);
        if (!model.LoadsOnDemand)
        {
            await slot.LoadAsync(cancellationToken);
        }

        return slot;
    }

    // From here on the edit holds, whoever gives up.
    private async Task SwapAsync(Placed[] next, Dictionary<string, IServedModelSet> sets)
    {
        var removed = _placed.Select(one => one.Slot).Except(next.Select(one => one.Slot)).ToList();
        foreach (var one in next)
        {
            one.Slot.Adopt(one.Served);
        }

        served.Publish(slots => Arrange(slots, next, removed));
        (_placed, _sets) = (next, sets);
        watch.UseSets([.. sets.Values]);
        await models.RemoveAsync(removed, CancellationToken.None);
        await watch.SyncAsync(CancellationToken.None);
    }

    // The first model answers where no name is said: those of the options, then those of the file, then all others.
    private ModelSlot[] Arrange(IReadOnlyList<ModelSlot> slots, Placed[] next, List<ModelSlot> removed)
    {
        ModelSlot[] ofFile = [.. next.Select(one => one.Slot)];
        var ofOptions = slots.Where(slot => options.Models.Contains(slot.Served) && !ofFile.Contains(slot)).ToList();
        return [.. ofOptions, .. ofFile, .. slots.Except(ofOptions).Except(ofFile).Except(removed)];
    }

    private void CheckUnique(List<Placed> kept)
    {
        var before = _placed.Select(one => one.Slot);
        ModelSlot[] all = [.. served.Slots.Except(before), .. kept.Select(one => one.Slot)];
        foreach (var one in kept)
        {
            ServedTable.CheckUnique(all, one.Slot, ServingError.HostUnusable);
        }
    }

    private void CheckAnything(ServingConfig config)
    {
        if (config.Models.Count + config.Sets.Count + options.Models.Count + options.ModelSets.Count == 0
            && !options.MayBeginEmpty)
        {
            throw new ServingException(
                ServingError.HostUnusable,
                $"{config.Path} names nothing to serve, expected models, repositories or registry_aliases.");
        }
    }

    /// <summary>A model of the file and its place.</summary>
    private sealed record Placed(string Digest, ModelSlot Slot, ServedModel Served);
}
