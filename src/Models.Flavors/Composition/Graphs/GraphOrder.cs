using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Composition.Graphs;

/// <summary>Puts steps after those that they need.</summary>
internal static class GraphOrder
{
    /// <summary>The order to run them in; as they were given where nothing else is needed.</summary>
    /// <exception cref="ModelLoadException">Steps need one another in a circle; names them.</exception>
    public static IReadOnlyList<int> Of(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<int>> needs)
    {
        var order = new List<int>(names.Count);
        var done = new bool[names.Count];
        while (order.Count < names.Count)
        {
            var next = Enumerable.Range(0, names.Count)
                .FirstOrDefault(step => !done[step] && needs[step].All(need => done[need]), -1);
            if (next < 0)
            {
                throw Cycle(names, needs, done);
            }

            done[next] = true;
            order.Add(next);
        }

        return order;
    }

    // Whoever is not done needs somebody who is not done: going back from any leads into the circle.
    private static ModelLoadException Cycle(
        IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<int>> needs, bool[] done)
    {
        var path = new List<int>();
        var step = Array.IndexOf(done, false);
        while (!path.Contains(step))
        {
            path.Add(step);
            step = needs[step].First(need => !done[need]);
        }

        var circle = path.Skip(path.IndexOf(step)).Append(step).Select(index => $"'{names[index]}'");
        return PartList.Wrong(names[step], $"it needs itself: {string.Join(" needs ", circle)}.");
    }
}
