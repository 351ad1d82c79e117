namespace Tracking.Serving.Batching;

/// <summary>
/// Whether joining pays: what runs have in common must be worth more than the change of threads that joining costs.
/// Learns under its owner's lock; may be asked by anybody.
/// </summary>
internal sealed class BatchPayoff
{
    // What a thread change and a wake-up cost, in seconds.
    private const double HandOver = 30e-6;

    private readonly bool _mayBypass;
    private volatile bool _bypasses;

    public BatchPayoff(CostLine cost, bool mayBypass)
    {
        Cost = cost;
        _mayBypass = mayBypass;
        Weigh();
    }

    public CostLine Cost { get; }

    /// <summary>Whether requests should run by themselves.</summary>
    public bool Bypasses => _bypasses;

    /// <summary>Learns from a run; one that took no time has failed.</summary>
    public void Add(int rows, TimeSpan took)
    {
        if (took > TimeSpan.Zero)
        {
            Cost.Add(rows, took.TotalSeconds);
            Weigh();
        }
    }

    // Twice the price to come back: a model at the border does not change sides with every run.
    private void Weigh() => _bypasses = _mayBypass && Cost.Fixed < (_bypasses ? 2 * HandOver : HandOver);
}
