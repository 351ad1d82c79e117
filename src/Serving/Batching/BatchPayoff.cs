namespace Tracking.Serving.Batching;

/// <summary>
/// Whether joining pays: what runs have in common must be worth more than the change of threads that joining costs.
/// Learns under its owner's lock; may be asked by anybody.
/// </summary>
internal sealed class BatchPayoff
{
    // What a thread change and a wake-up cost, in seconds.
    private const double HandOver = 30e-6;

    // A longer run dwarfs that change, and the fixed part of its cost cannot be told from its noise.
    private const double LongestBypass = 10 * HandOver;

    // Runs that must agree: a model that joins loses much by mistake, one that passes by is timed now and then only.
    private const int RunsToBypass = 64;
    private const int RunsToJoin = 4;

    private readonly bool _mayBypass;
    private volatile bool _bypasses;
    private int _opposed;

    public BatchPayoff(CostLine cost, bool mayBypass)
    {
        Cost = cost;
        _mayBypass = mayBypass;
        _bypasses = ShouldBypass();
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

    private void Weigh()
    {
        var should = ShouldBypass();
        _opposed = should == _bypasses ? 0 : _opposed + 1;
        if (_opposed >= (should ? RunsToBypass : RunsToJoin))
        {
            (_bypasses, _opposed) = (should, 0);
        }
    }

    // Twice the price to come back: a model at the border does not change sides for little.
    private bool ShouldBypass()
    {
        var margin = _bypasses ? 2 : 1;
        return _mayBypass && Cost.Fixed < margin * HandOver && Cost.Of(1) < margin * LongestBypass;
    }
}
