using Microsoft.Extensions.Logging.Abstractions;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Batching;

public class InvarianceSpecs
{
    private static readonly TensorInfo X = new("x", ElementType.Float32, [-1, 2]);
    private static readonly TensorInfo Y = new("y", ElementType.Float32, [-1, 2]);

    [Fact]
    public void A_model_whose_rows_do_not_touch_each_other_is_batched() =>
        Assert.Null(Equip(new FunctionScorer(new([X], [Y]), (inputs, _) => Map(inputs, (value, _) => value * 3))));

    [Fact]
    public void A_model_that_looks_at_the_whole_batch_is_not() => Assert.Equal(
        "output 'y' of a row depends on the rows scored with it",
        Equip(new FunctionScorer(new([X], [Y]), (inputs, _) => Map(inputs, (value, all) => value - all.Average()))));

    [Fact]
    public void Nor_is_one_that_answers_once_for_all() => Assert.Equal(
        "output 'y' has shape (1, 2) for 3 rows",
        Equip(new FunctionScorer(
            new([X], [Y]), (_, _) => [new("y", new Tensor<float>(new float[2], 1, 2))])));

    [Fact]
    public void Nor_is_one_of_a_fixed_first_dimension() => Assert.Equal(
        "input 'x' has shape (1, 2), whose first dimension is not free",
        Equip(new FunctionScorer(new([X with { Shape = [1, 2] }], [Y]))));

    [Fact]
    public void Nor_is_one_with_a_list_that_holds_for_a_whole_request() => Assert.Equal(
        "its parameter 'k' holds for a whole request",
        Equip(new FunctionScorer(new(
            [X, new TensorInfo("k", ElementType.Float32, [-1]) { IsOptional = true, IsParameter = true }], [Y]))));

    [Fact]
    public void Nor_is_one_that_refuses_the_rows_tried() => Assert.Equal(
        "it refuses made-up rows and has no example (no such word)",
        Equip(new FunctionScorer(
            new([X], [Y]), (_, _) => throw new ScoringException(ScoringFault.InvalidInput, "no such word."))));

    [Fact]
    public void Nor_is_one_of_any_values_without_an_example() => Assert.Equal(
        "it takes lists, objects or any values, which cannot be made up, and has no example",
        Equip(new FunctionScorer(new([new TensorInfo("x", ElementType.Json, [-1])], [Y]))));

    [Fact]
    public void The_example_is_tried_where_there_is_one()
    {
        static FunctionScorer Picky() => new(new([X], [Y]), (inputs, _) => Map(inputs, (value, _) => value < 10
            ? throw new ScoringException(ScoringFault.InvalidInput, "too small")
            : value));

        Assert.NotNull(Equip(Picky()));
        Assert.Null(Equip(Picky(), [new("x", new Tensor<float>(new float[] { 10, 20 }, 1, 2))]));
    }

    [Fact]
    public async Task A_tiny_model_is_passed_by_and_an_expensive_one_is_not()
    {
        using var tiny = new BatcherRig(new BatchingOptions { Concurrency = 1 }, fixedMs: 0.001, perRowMs: 0.0001);
        using var large = new BatcherRig(new BatchingOptions { Concurrency = 1 });

        Assert.Equal<float[]>([[3]], [await tiny.ScoreAsync(1)]);
        Assert.True(tiny.Batcher.Bypasses);
        Assert.False(large.Batcher.Bypasses);
    }

    [Fact]
    public void Options_that_make_no_sense_are_all_named()
    {
        var scorer = new FunctionScorer(new([X], [Y]));

        var error = Assert.Throws<ServingException>(() => Equip(
            scorer, null, new BatchingOptions { MaxRows = 4, PreferredRows = [8], MaxQueuedRequests = 0 }));

        Assert.Contains("PreferredRows has 8, expected 1 to MaxRows (4)", error.Message);
        Assert.Contains("MaxQueuedRequests is 0", error.Message);
    }

    private static string? Equip(
        IScorer scorer, IReadOnlyList<NamedTensor>? example = null, BatchingOptions? options = null)
    {
        using var meter = new ServingMeter(static () => []);
        using var deadline = new RequestDeadline(TimeSpan.FromMinutes(1));
        var time = new ManualTime();
        using var model = new LoadedModel(
            new ServedIdentity("m", null, "p", "f"), scorer, null, new ModelStatistics("m", null, meter));
        var host = new FrozenServingOptions([], 1, deadline.Timeout, deadline.Timeout);
        var factory = new BatcherFactory(
            new SingleRun(time, deadline), new CurrentBatching(host), time, NullLogger<BatcherFactory>.Instance);
        factory.Equip(model, options ?? new BatchingOptions(), example, Patience.Token());
        Assert.Equal(model.Batcher is null, model.UnbatchedBecause is not null);
        return model.UnbatchedBecause;
    }

    private static IReadOnlyList<NamedTensor> Map(IReadOnlyList<NamedTensor> inputs, Func<float, float[], float> map)
    {
        var x = (Tensor<float>)inputs[0].Tensor;
        var all = x.Data.ToArray();
        return [new("y", new Tensor<float>(Array.ConvertAll(all, value => map(value, all)), x.Shape.ToArray()))];
    }
}
