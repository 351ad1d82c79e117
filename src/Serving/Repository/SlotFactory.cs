namespace Tracking.Serving.Repository;

/// <summary>Makes places for models, none of which is in the index yet.</summary>
internal sealed class SlotFactory(ServedModels served, ModelLoader loader, TimeProvider time)
{
    public ModelSlot New(ServedModel model) => new(model, loader, time, served.RaiseChanged);
}
