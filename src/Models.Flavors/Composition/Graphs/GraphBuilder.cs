using Tracking.Models.Flavors.Declared;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition.Graphs;

/// <summary>A step and what its author said of its inputs.</summary>
/// <param name="Part">The loaded model.</param>
/// <param name="Wires">By input; <c>inputs.NAME</c> or <c>STEP.OUTPUT</c>.</param>
internal sealed record WiredPart(Part Part, IReadOnlyList<(string Input, string From)> Wires);

/// <summary>Makes a graph of steps: resolves names, orders the steps, checks types and shapes.</summary>
internal sealed class GraphBuilder(IReadOnlyList<WiredPart> steps)
{
    private readonly List<TensorInfo> _inputs = [];

    /// <summary>Builds it.</summary>
    /// <param name="outputs">By the composite's name for it; none for all of the last step.</param>
    /// <exception cref="ModelLoadException">Unknown names, cycles, tensors that do not fit; names the step.</exception>
    public Graph Build(IReadOnlyList<(string Name, string From)> outputs)
    {
        var wires = steps.Select(Wire).ToList();
        var order = GraphOrder.Of([.. steps.Select(step => step.Part.Name)], [.. wires.Select(Needs)]);
        var place = order.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var nodes = order.Select(step => Node(step, wires[step], place)).ToList();
        var results = Outputs(outputs);
        var graph = new Graph(
            nodes,
            [.. results.Select(result => (result.Name, Moved(result.From, place)))],
            new ScorerSchema(
                [.. _inputs.OrderBy(info => info.IsOptional)],
                [.. results.Select(result => InfoOf(result.From) with { Name = result.Name })]));
        CheckAllUsed(graph);
        return graph;
    }

    private static IReadOnlyList<int> Needs(IReadOnlyList<(string Input, Source From)> wires) =>
        [.. wires.Select(wire => wire.From.Node).Where(node => node >= 0).Distinct()];

    private static Source Moved(Source source, Dictionary<int, int> place) =>
        source.Node < 0 ? source : source with { Node = place[source.Node] };

    private static void CheckAllUsed(Graph graph)
    {
        var needed = graph.NeededFor(null);
        var idle = graph.Nodes.Where((_, index) => !needed[index]).Select(node => node.Part.Name).FirstOrDefault();
        if (idle is not null)
        {
            throw PartList.Wrong(idle, "nothing uses what it gives.");
        }
    }

    private GraphNode Node(
        int step, IReadOnlyList<(string Input, Source From)> wires, Dictionary<int, int> place) => new(
            steps[step].Part,
            [.. wires.Select(wire => (wire.Input, Moved(wire.From, place)))],
            [.. Needs(wires).Select(need => place[need])]);

    private IReadOnlyList<(string Input, Source From)> Wire(WiredPart step, int index)
    {
        var model = step.Part.Scorer.Schema;
        var stray = step.Wires.FirstOrDefault(wire => !model.Inputs.Any(info => info.Name == wire.Input));
        if (stray != default)
        {
            throw PartList.Wrong(
                step.Part.Name,
                $"its model has no input '{stray.Input}', only {Agreement.Names(model.Inputs)}.");
        }

        var wires = new List<(string Input, Source From)>();
        foreach (var info in model.Inputs)
        {
            var said = step.Wires.FirstOrDefault(wire => wire.Input == info.Name);
            var from = said == default ? ByName(info, index) : Resolve(step.Part.Name, said.From);
            Check(step.Part.Name, info, from);
            wires.Add((info.Name, from));
        }

        return wires;
    }

    // What nobody said is taken from the last step before that gives the name, else from the request, which may leave
    // an optional one out.
    private Source ByName(TensorInfo info, int index)
    {
        for (var before = index - 1; before >= 0; before--)
        {
            if (steps[before].Part.Scorer.Schema.Outputs.Any(output => output.Name == info.Name))
            {
                return new Source(before, info.Name);
            }
        }

        return new Source(Source.Request, info.Name);
    }

    private Source Resolve(string step, string from)
    {
        var dot = from.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == from.Length - 1)
        {
            throw PartList.Wrong(step, $"'{from}' is no source; expected inputs.NAME or STEP.OUTPUT.");
        }

        var (owner, name) = (from[..dot], from[(dot + 1)..]);
        if (owner == PartList.InputsName)
        {
            return new Source(Source.Request, name);
        }

        var index = steps.Index().FirstOrDefault(entry => entry.Item.Part.Name == owner, (-1, null!)).Index;
        if (index < 0)
        {
            throw PartList.Wrong(step, $"'{from}' names no step; there are "
                + $"{string.Join(", ", steps.Select(known => $"'{known.Part.Name}'"))}.");
        }

        var given = steps[index].Part.Scorer.Schema.Outputs;
        return given.Any(info => info.Name == name)
            ? new Source(index, name)
            : throw PartList.Wrong(
                step, $"'{from}' names no output of step '{owner}', which gives {Agreement.Names(given)}.");
    }

    private void Check(string step, TensorInfo info, Source source)
    {
        if (source.Node < 0)
        {
            Agreement.Include(_inputs, info with { Name = source.Name }, step);
            return;
        }

        var given = InfoOf(source);
        if (Agreement.Both(given, info) is null)
        {
            throw PartList.Wrong(
                step,
                $"its input '{info.Name}' is {SchemaCheck.Describe(info)}, but "
                + $"'{steps[source.Node].Part.Name}.{source.Name}' is {SchemaCheck.Describe(given)}.");
        }
    }

    private TensorInfo InfoOf(Source source) => source.Node < 0
        ? _inputs.First(info => info.Name == source.Name)
        : steps[source.Node].Part.Scorer.Schema.Outputs.First(info => info.Name == source.Name);

    private List<(string Name, Source From)> Outputs(IReadOnlyList<(string Name, string From)> said)
    {
        var last = steps[^1].Part;
        if (said.Count == 0)
        {
            return [.. last.Scorer.Schema.Outputs.Select(info => (info.Name, new Source(steps.Count - 1, info.Name)))];
        }

        var results = new List<(string Name, Source From)>();
        foreach (var (name, from) in said)
        {
            var source = Resolve("outputs", from);
            if (source.Node < 0 && !_inputs.Any(info => info.Name == source.Name))
            {
                throw PartList.Wrong("outputs", $"'{from}' is an input that no step takes.");
            }

            results.Add((name, source));
        }

        return results;
    }
}
