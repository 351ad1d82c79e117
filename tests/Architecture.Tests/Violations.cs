namespace Tracking.Architecture.Tests;

/// <summary>Places that break a rule; a failure lists all of them.</summary>
internal static class Violations
{
    public static void AssertNone(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, "\n" + string.Join('\n', all));
    }
}
