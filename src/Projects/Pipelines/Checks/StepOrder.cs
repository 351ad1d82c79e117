namespace Tracking.Projects.Pipelines.Checks;

/// <summary>Sorts steps so that each follows all that it needs.</summary>
internal static class StepOrder
{
    /// <summary>The order, that of the file where it can be; or the cycle, beginning and ending alike.</summary>
    public static (IReadOnlyList<string> Order, IReadOnlyList<string>? Cycle) Of(
        IReadOnlyList<string> names, IReadOnlyDictionary<string, IReadOnlyList<string>> needs)
    {
        var order = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var open = names.ToList();
        while (open.Count > 0)
        {
            var next = open.FindIndex(name => needs[name].All(done.Contains));
            if (next < 0)
            {
                return (order, CycleIn(open, needs));
            }

            order.Add(open[next]);
            done.Add(open[next]);
            open.RemoveAt(next);
        }

        return (order, null);
    }

    /// <summary>Every open step waits for another one, so following them comes back to one that was seen.</summary>
    private static List<string> CycleIn(
        List<string> open, IReadOnlyDictionary<string, IReadOnlyList<string>> needs)
    {
        var path = new List<string>();
        var at = open[0];
        while (!path.Contains(at))
        {
            path.Add(at);
            at = needs[at].First(open.Contains);
        }

        return [.. path[path.IndexOf(at)..], at];
    }
}
