namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>Single-precision thresholds by which single-precision values go where the exact ones send them.</summary>
internal static class FloatThreshold
{
    /// <summary>
    /// For <c>x &lt;= t</c> the largest single that is not above t, for <c>x &lt; t</c> the smallest not below it: no
    /// single lies between it and t.
    /// </summary>
    public static float Of(SplitTest test, double threshold)
    {
        var nearest = (float)threshold;
        return test switch
        {
            SplitTest.LessOrEqual when nearest > threshold => MathF.BitDecrement(nearest),
            SplitTest.Less when nearest < threshold => MathF.BitIncrement(nearest),
            _ => nearest,
        };
    }
}
