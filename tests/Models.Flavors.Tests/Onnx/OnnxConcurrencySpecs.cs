using Google.Protobuf;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxConcurrencySpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Eight_threads_share_one_model()
    {
        using var scorer = _folder.Load(AddOneToFour());
        using var patience = new CancellationTokenSource();
        using var start = new Barrier(8);
        var workers = Enumerable.Range(0, 8).Select(worker => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Patience.Limit);
                for (var i = 0; i < 2_000; i++)
                {
                    var rows = 1 + ((i + worker) % 3);
                    var data = Enumerable.Repeat((float)((worker * 10_000) + i), rows * 4).ToArray();
                    var token = i % 2 == 0 ? patience.Token : default;
                    var output = scorer.Score([new("x", Floats([rows, 4], data))], null, token).FloatsOf("y");
                    Assert.Equal(data.Select((value, at) => value + 1 + (at % 4)), output);
                }
            },
            TaskCreationOptions.LongRunning));

        await Patience.For(Task.WhenAll(workers), "eight threads to score");
    }

    [Fact]
    public void A_token_that_has_fired_stops_before_the_run()
    {
        using var scorer = _folder.Load(AddOneToFour());
        Assert.Throws<OperationCanceledException>(() => scorer.Score([], null, new CancellationToken(true)));
    }

    [Fact]
    public async Task A_run_under_way_ends_when_the_token_fires()
    {
        using var scorer = OnnxModelLoader.Load(_folder.Write(Endless()));
        using var cancellation = new CancellationTokenSource();
        var inputs = new Announced([new("start", new Tensor<long>(new long[1], []))]);
        var run = Task.Run(() => scorer.Score(inputs, null, cancellation.Token));

        await Patience.For(inputs.Read, "the run to read its inputs");
        Assert.False(run.IsCompleted);
        await cancellation.CancelAsync();

        await Patience.For(Assert.ThrowsAnyAsync<OperationCanceledException>(() => run), "the run to end");
    }

    [Fact]
    public void A_model_works_again_after_a_cancelled_run()
    {
        using var scorer = _folder.Load(AddOneToFour());
        var row = new NamedTensor("x", Floats([1, 4], 0, 0, 0, 0));
        for (var round = 0; round < 4; round++)
        {
            using var cancellation = new CancellationTokenSource();
            var inputs = new Announced([row], cancellation.Cancel);
            Assert.ThrowsAny<OperationCanceledException>(() => scorer.Score(inputs, null, cancellation.Token));
            using var fresh = new CancellationTokenSource();
            Assert.Equal([1, 2, 3, 4], scorer.Score([row], null, fresh.Token).FloatsOf("y"));
        }
    }

    // A loop that counts up 2^62 times.
    private static ModelProto Endless()
    {
        var model = new OnnxModelBuilder("endless");
        var start = model.Input("start", ElementType.Int64);
        var trips = model.Initializer<long>("trips", [1L << 62]);
        var go = model.Initializer<bool>("go", [true]);
        var body = new OnnxModelBuilder("body");
        body.Input("i", ElementType.Int64);
        var on = body.Input("on", ElementType.Bool);
        var count = body.Input("count", ElementType.Int64);
        body.Output(body.Identity(on), ElementType.Bool)
            .Output(body.Add(count, body.Initializer<long>("one", [1])), ElementType.Int64);
        var parsed = Parsed(model.Output(model.Node("Loop", [trips, go, start]), ElementType.Int64));
        parsed.Graph.Node[0].Attribute.Add(new AttributeProto
        {
            Name = "body",
            Type = AttributeProto.Types.AttributeType.Graph,
            G = Parsed(body).Graph,
        });
        return parsed;
    }

    /// <summary>Inputs that tell when they are read: after the first look at the token and before the run.</summary>
    private sealed class Announced(NamedTensor[] inputs, Action? whenRead = null)
        : List<NamedTensor>(inputs), IReadOnlyList<NamedTensor>
    {
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Read => _read.Task;

        NamedTensor IReadOnlyList<NamedTensor>.this[int index]
        {
            get
            {
                whenRead?.Invoke();
                _read.TrySetResult();
                return inputs[index];
            }
        }
    }
}
