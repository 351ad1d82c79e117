using System.Runtime.ExceptionServices;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Graphs;

/// <summary>
/// One run of a graph. The calling thread works through the steps; where several are ready at once, threads of the pool
/// help. The caller never waits for a thread of the pool that has not begun, so a busy pool only makes it slower.
/// </summary>
internal sealed class GraphRun : IDisposable
{
    private readonly Graph _graph;
    private readonly IReadOnlyList<NamedTensor> _inputs;
    private readonly IReadOnlyList<string>? _wanted;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _stop;
    private readonly Lock _gate = new();
    private readonly Queue<int> _ready = new();
    private readonly IReadOnlyList<NamedTensor>?[] _given;
    private readonly int[] _missing;
    private readonly bool[] _needed;
    private readonly ManualResetEventSlim _changed = new();
    private int _running;
    private Exception? _failure;

    public GraphRun(
        Graph graph,
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? wanted,
        CancellationToken cancellationToken)
    {
        (_graph, _inputs, _wanted, _caller) = (graph, inputs, wanted, cancellationToken);
        _given = new IReadOnlyList<NamedTensor>?[graph.Nodes.Count];
        _needed = graph.NeededFor(wanted);
        _missing = [.. graph.Nodes.Select(node => node.Needs.Count)];
        for (var i = 0; i < _missing.Length; i++)
        {
            if (_needed[i] && _missing[i] == 0)
            {
                _ready.Enqueue(i);
            }
        }

        // A chain has nobody to stop but itself.
        _stop = _needed.Count(needed => needed) > 1
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken)
            : null;
    }

    /// <summary>Runs what is needed and gives the outputs wanted.</summary>
    /// <exception cref="ScoringException">A step failed; the others have ended.</exception>
    public IReadOnlyList<NamedTensor> Execute()
    {
        Invite();
        while (!WorkToEnd())
        {
            // Those that run hear of the caller's leaving themselves.
            _changed.Wait(CancellationToken.None);
        }

        if (_failure is not null)
        {
            _caller.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(_failure);
        }

        return [.. (_wanted ?? [.. _graph.Outputs.Select(output => output.Name)]).Select(Output)];
    }

    public void Dispose()
    {
        _stop?.Dispose();
        _changed.Dispose();
    }

    private CancellationToken Token => _stop?.Token ?? _caller;

    /// <summary>Asks the pool for a thread for every ready step but one.</summary>
    private void Invite()
    {
        int helpers;
        lock (_gate)
        {
            helpers = _ready.Count - 1;
        }

        for (var i = 0; i < helpers; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static run => run.Work(), this, preferLocal: false);
        }
    }

    private bool WorkToEnd()
    {
        Work();
        lock (_gate)
        {
            _changed.Reset();
            return _running == 0 && (_failure is not null || _ready.Count == 0);
        }
    }

    private void Work()
    {
        while (TryTake() is { } node)
        {
            try
            {
                var outputs = _graph.Nodes[node].Part.Score(InputsOf(node), null, Token);
                Finish(node, outputs, null);
            }
            catch (Exception error)
            {
                Finish(node, null, AsFailure(node, error));
            }
        }
    }

    private int? TryTake()
    {
        lock (_gate)
        {
            if (_failure is not null || !_ready.TryDequeue(out var node))
            {
                return null;
            }

            _running++;
            return node;
        }
    }

    private void Finish(int node, IReadOnlyList<NamedTensor>? outputs, Exception? failure)
    {
        lock (_gate)
        {
            _given[node] = outputs;
            _failure ??= failure;
            for (var i = node + 1; failure is null && i < _graph.Nodes.Count; i++)
            {
                if (_needed[i] && _graph.Nodes[i].Needs.Contains(node) && --_missing[i] == 0)
                {
                    _ready.Enqueue(i);
                }
            }
        }

        if (failure is not null)
        {
            _stop?.Cancel();
        }

        Invite();
        lock (_gate)
        {
            _running--;
            _changed.Set();
        }
    }

    private List<NamedTensor> InputsOf(int node)
    {
        var wires = _graph.Nodes[node].Inputs;
        var inputs = new List<NamedTensor>(wires.Count);
        foreach (var (input, from) in wires)
        {
            if (Find(from) is { } tensor)
            {
                inputs.Add(new NamedTensor(input, tensor));
            }
        }

        return inputs;
    }

    // Null for an optional input that the request left out.
    private Tensor? Find(Source from) => (from.Node < 0 ? _inputs : _given[from.Node]!).Find(from.Name);

    private NamedTensor Output(string name)
    {
        var from = _graph.Outputs.First(output => output.Name == name).From;
        return new NamedTensor(name, Find(from) ?? throw new ScoringException(
            ScoringFault.ModelFailed,
            from.Node < 0
                ? $"Output '{name}' is the optional input '{from.Name}', which the request left out."
                : $"Step '{_graph.Nodes[from.Node].Part.Name}' gave no '{from.Name}'."));
    }

    // What a step makes of another step's outputs is not the caller's fault.
    private Exception AsFailure(int node, Exception error) =>
        error is ScoringException { Fault: not ScoringFault.ModelFailed } && _graph.Nodes[node].Needs.Count > 0
            ? new ScoringException(ScoringFault.ModelFailed, error.Message, error)
            : error;
}
