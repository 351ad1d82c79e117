using Tracking.Core.Experiments;

namespace Tracking.Stores.Contract;

/// <summary>The stores under test, empty but for experiment 0; disposing removes their data.</summary>
public interface IStoreRig : IAsyncDisposable
{
    IExperimentStore Experiments { get; }
}
