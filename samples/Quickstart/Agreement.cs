namespace Tracking.Quickstart;

/// <summary>How far two ways of asking the same model differ.</summary>
internal sealed record Agreement(int SameDigit, int Total, double LargestDifference)
{
    /// <summary>How far probabilities may differ: sums of singles in another order round differently.</summary>
    public const double Tolerance = 1e-5;

    public bool Holds => SameDigit == Total && LargestDifference <= Tolerance;

    public static Agreement Between(IReadOnlyList<Prediction> ours, IReadOnlyList<Prediction> theirs)
    {
        if (ours.Count != theirs.Count)
        {
            throw new InvalidDataException($"Expected {ours.Count} predictions, got {theirs.Count}.");
        }

        var pairs = ours.Zip(theirs).ToList();
        return new Agreement(
            pairs.Count(pair => pair.First.Digit == pair.Second.Digit),
            pairs.Count,
            pairs.Max(pair => Difference(pair.First.Probabilities, pair.Second.Probabilities)));
    }

    public override string ToString() =>
        $"{SameDigit} of {Total} the same digit, "
        + $"probabilities within {LargestDifference:0.0e+0} (limit {Tolerance:0e+0})";

    /// <summary>The largest of all; infinite where a number is missing or none, so that it never passes.</summary>
    private static double Difference(float[] ours, float[] theirs) => ours.Length != theirs.Length
        ? double.PositiveInfinity
        : ours.Zip(theirs, (a, b) => double.IsNaN(a - b) ? double.PositiveInfinity : Math.Abs((double)a - b)).Max();
}
