namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>Measures one side of the machine. Used by one flow at a time.</summary>
internal interface ISystemProbe : IDisposable
{
    /// <summary>Adds what it can measure now; what it cannot is left out.</summary>
    ValueTask MeasureAsync(SystemSample sample, CancellationToken cancellationToken);
}
