using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.Composition.Graphs;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Composition.CompositeRig;

namespace Tracking.Models.Flavors.Tests.Composition;

public sealed class GraphRunSpecs
{
    [Fact]
    public void Tensors_pass_from_step_to_step_without_a_copy()
    {
        var seen = new List<Tensor>();
        Tensor Pass(Tensor tensor, CancellationToken token)
        {
            seen.Add(tensor);
            return tensor;
        }

        using var scorer = Chain(new("a", "x", "y", Pass), new("b", "y", "z", Pass));
        var x = X(1, 2);

        Assert.Same(x[0].Tensor, scorer.Score(x)[0].Tensor);
        Assert.Equal(2, seen.Count);
        Assert.All(seen, tensor => Assert.Same(x[0].Tensor, tensor));
    }

    [Fact]
    public void Steps_that_do_not_need_one_another_run_at_the_same_time()
    {
        using var both = new Barrier(2);
        Tensor Meet(Tensor tensor, CancellationToken token) => both.SignalAndWait(Patience.Limit, token)
            ? tensor
            : throw new TimeoutException("The other step did not come.");

        using var scorer = Graph(
            [new("a", "x", "p", Meet), new("b", "x", "q", Meet)],
            [("p", "a.p"), ("q", "b.q")]);

        Assert.Equal(["p", "q"], scorer.Score(X(1)).Select(output => output.Name));
    }

    [Fact]
    public void Only_what_is_asked_for_is_run()
    {
        using var scorer = Graph(
            [new("a", "x", "p", (tensor, _) => tensor), new("b", "x", "q", (_, _) => throw new TimeoutException())],
            [("p", "a.p"), ("q", "b.q")]);

        Assert.Equal("p", Assert.Single(scorer.Score(X(1), ["p"])).Name);
    }

    [Fact]
    public void The_failure_of_a_step_ends_the_others_and_names_it()
    {
        using var scorer = Graph(
            [
                new("slow", "x", "p", (tensor, token) => WaitHandle.WaitAny([token.WaitHandle], Patience.Limit) == 0
                    ? throw new OperationCanceledException(token)
                    : tensor),
                new("bad", "x", "q", (_, _) => throw new ScoringException(ScoringFault.InvalidInput, "too bad.")),
            ],
            [("p", "slow.p"), ("q", "bad.q")]);

        var error = Assert.Throws<ScoringException>(() => scorer.Score(X(1)));

        Assert.Equal(("Step 'bad': too bad.", ScoringFault.InvalidInput), (error.Message, error.Fault));
    }

    [Fact]
    public void What_a_step_refuses_of_another_one_is_not_the_callers_fault()
    {
        using var scorer = Chain(
            new("a", "x", "y", (tensor, _) => tensor),
            new("b", "y", "z", (_, _) => throw new ScoringException(ScoringFault.InvalidInput, "never.")));

        Assert.Equal(
            ScoringFault.ModelFailed, Assert.Throws<ScoringException>(() => scorer.Score(X(1))).Fault);
    }

    [Fact]
    public void A_caller_that_leaves_ends_the_run()
    {
        using var source = new CancellationTokenSource();
        using var scorer = Chain(
            new("a", "x", "y", (tensor, _) => tensor),
            new("b", "y", "z", (_, token) =>
            {
                source.Cancel();
                token.ThrowIfCancellationRequested();
                throw new InvalidOperationException("The step was not told.");
            }));

        Assert.Throws<OperationCanceledException>(() => scorer.Score(X(1), null, source.Token));
    }

    [Fact]
    public async Task Many_calls_at_once_with_many_steps_each_get_their_own_answers()
    {
        static Tensor Plus(Tensor tensor, float amount) => SampleModels.Floats(
            tensor.Shape.ToArray(), [.. ((Tensor<float>)tensor).Data.ToArray().Select(value => value + amount)]);

        using var scorer = Graph(
            [
                new("a", "x", "p", (tensor, _) => Plus(tensor, 1)),
                new("b", "x", "q", (tensor, _) => Plus(tensor, 2)),
                new("c", "p", "r", (tensor, _) => Plus(tensor, 10)),
                new("d", "q", "s", (tensor, _) => Plus(tensor, 20)),
            ],
            [("r", "c.r"), ("s", "d.s")]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => scorer.Score(X(i)))));

        Assert.All(answers, (answer, i) => Assert.Equal([i + 11, i + 22], [
            .. answer.FloatsOf("r"), .. answer.FloatsOf("s")]));
    }

    [Fact]
    public void Disposing_disposes_the_steps_once()
    {
        var model = new FunctionScorer("x", "y", (tensor, _) => tensor);
        var disposals = 0;
        var graph = new GraphBuilder([new WiredPart(new Part("a", model), [])]).Build([]);
        var scorer = new GraphScorer(graph, new OnDispose(() => disposals++));

        scorer.Dispose();
        scorer.Dispose();

        Assert.Equal(1, disposals);
        Assert.Throws<ObjectDisposedException>(() => scorer.Score(X(1)));
    }

    private static GraphScorer Chain(params NodeOf[] steps) => Graph(steps, []);

    private static GraphScorer Graph(NodeOf[] steps, (string, string)[] outputs)
    {
        var wired = steps.Select(step => new WiredPart(
            new Part(step.Name, new FunctionScorer(step.Input, step.Output, step.Function)), []));
        return new GraphScorer(new GraphBuilder([.. wired]).Build(outputs), new OnDispose(() => { }));
    }

    private sealed record NodeOf(
        string Name, string Input, string Output, Func<Tensor, CancellationToken, Tensor> Function);

    private sealed class OnDispose(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
