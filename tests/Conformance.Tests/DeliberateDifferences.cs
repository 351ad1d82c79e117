namespace Tracking.Conformance.Tests;

/// <summary>
/// The recorded exchanges, by number, that are answered differently on purpose; docs/conformance.md says the same with
/// more words.
/// </summary>
internal static class DeliberateDifferences
{
    public static IReadOnlyDictionary<int, string> Reasons { get; } = new Dictionary<int, string>
    {
        [356] = "OR in a filter is understood",
        [363] = "parentheses in a filter are understood",
        [373] = "BETWEEN in a filter is understood",
        [375] = "IS NULL of a metric is understood",
        [376] = "NOT in a filter is understood",
        [506] = "a value of \"x\" in a batch is refused; MLflow stores 0",
        [519] = "a bare NaN is kept as NaN; MLflow stores 0 at time 0",
        [535] = "a history without max_results is given whole; MLflow gives none of it",
        [649] = "a range of a file is answered with that part; MLflow sends all of it",
        [767] = "IN of names of registered models is understood",
        [790] = "IN of names of model versions is understood",
        [1143] = "IN of values of a trace's tag is understood",
        [1370] = "the same NaN as 519",
    };

    /// <summary>Answers that say the same in other words where the script looks for the very words.</summary>
    public static IReadOnlyDictionary<int, string> Wordings { get; } = new Dictionary<int, string>
    {
        [1302] = "a webhook's failed test names the cause, not the parts of a Python library",
    };
}
