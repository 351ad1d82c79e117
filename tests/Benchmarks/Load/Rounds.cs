namespace Tracking.Benchmarks.Load;

/// <summary>Takes the sides of a comparison in turn, so that a slow moment of the machine hits all of them.</summary>
internal static class Rounds
{
    /// <summary>The median of each side; the first round warms up.</summary>
    public static async Task<double[]> MediansAsync(int rounds, params Func<Task<double>>[] sides)
    {
        var figures = sides.Select(_ => new List<double>()).ToList();
        for (var round = 0; round <= rounds; round++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                var figure = await sides[side]();
                if (round > 0)
                {
                    figures[side].Add(figure);
                }
            }
        }

        return [.. figures.Select(Median)];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
