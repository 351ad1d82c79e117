using System.Diagnostics;
using Tracking.Benchmarks.Load;

namespace Tracking.Benchmarks.Scoring;

/// <summary>Two ways of doing the same in turns, in one process on one thread.</summary>
internal static class Alternation
{
    /// <summary>The median time of a call of each, in microseconds; both are warmed up.</summary>
    public static (double First, double Second) Compare(int rounds, int calls, Action first, Action second)
    {
        var (firsts, seconds) = (new double[rounds], new double[rounds]);
        Measure(calls, first);
        Measure(calls, second);
        for (var round = 0; round < rounds; round++)
        {
            firsts[round] = Measure(calls, first);
            seconds[round] = Measure(calls, second);
        }

        return (Rounds.Median(firsts), Rounds.Median(seconds));
    }

    private static double Measure(int calls, Action call)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
    }
}
