using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.Composition.Graphs;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using static Tracking.Models.Flavors.Tests.Composition.CompositeRig;

namespace Tracking.Models.Flavors.Tests.Composition;

/// <summary>Inputs that steps can do without, such as the parameters of functions.</summary>
public sealed class OptionalInputSpecs
{
    private static readonly NamedTensor Three = new("k", SampleModels.Floats([], 3));

    [Fact]
    public void What_nobody_wired_is_an_optional_input_of_the_pipeline()
    {
        using var pipeline = Pipeline(new Scaling("x", "z"), new Scaling("z", "y"));

        Assert.Equal(["x", "k"], pipeline.Schema.Inputs.Select(input => input.Name));
        Assert.Equal([false, true], pipeline.Schema.Inputs.Select(input => input.IsOptional));
        Assert.Equal([9, 18], pipeline.Score([.. X(1, 2), Three]).FloatsOf("y"));
        Assert.Equal([1, 2], pipeline.Score(X(1, 2)).FloatsOf("y"));
    }

    [Fact]
    public void Optional_inputs_come_after_all_that_are_needed()
    {
        using var pipeline = Pipeline(new Scaling("x", "z"), new Sum("z", "other", "y"));

        Assert.Equal(["x", "other", "k"], pipeline.Schema.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void What_a_step_before_gives_is_taken_before_the_request()
    {
        using var pipeline = Pipeline(new Counting("x", "k"), new Scaling("x", "y"));

        Assert.Equal(["x"], pipeline.Schema.Inputs.Select(input => input.Name));
        Assert.Equal([8, 10], pipeline.Score(X(4, 5)).FloatsOf("y"));
    }

    [Fact]
    public void Steps_that_take_it_in_different_types_are_refused_at_load()
    {
        var error = Assert.Throws<ModelLoadException>(
            () => Pipeline(new Scaling("x", "z"), new Scaling("z", "y", ElementType.Int64)));

        Assert.Equal(
            "Step 's1': takes the input 'k' as int64 of shape [], another step as float32 of shape [].", error.Message);
    }

    private static GraphScorer Pipeline(params IScorer[] steps) => new(
        new GraphBuilder([.. steps.Select((step, at) => new WiredPart(new Part($"s{at}", step), []))]).Build([]),
        new Nothing());

    private static TensorInfo Column(string name) => new(name, ElementType.Float32, [-1]);

    /// <summary>The input times k, which is 1 where nobody says.</summary>
    private sealed class Scaling(string input, string output, ElementType type = ElementType.Float32) : Step(
        [Column(input), new TensorInfo("k", type, []) { IsOptional = true }],
        Column(output),
        given => [.. given.FloatsOf(input).Select(
            value => value * (given.Find("k") is null ? 1 : given.FloatsOf("k")[0]))]);

    private sealed class Sum(string one, string other, string output) : Step(
        [Column(one), Column(other)],
        Column(output),
        given => [.. given.FloatsOf(one).Zip(given.FloatsOf(other), (a, b) => a + b)]);

    /// <summary>How many values there are, as a scalar.</summary>
    private sealed class Counting(string input, string output) : Step(
        [Column(input)], new TensorInfo(output, ElementType.Float32, []), given => [given.FloatsOf(input).Length]);

    private class Step(
        IReadOnlyList<TensorInfo> inputs,
        TensorInfo output,
        Func<IReadOnlyList<NamedTensor>, float[]> function) : IScorer
    {
        public ScorerSchema Schema { get; } = new(inputs, [output]);

        public IReadOnlyList<NamedTensor> Score(
            IReadOnlyList<NamedTensor> inputs,
            IReadOnlyList<string>? outputs = null,
            CancellationToken cancellationToken = default)
        {
            var values = function(inputs);
            return [new(output.Name, SampleModels.Floats(output.Shape.Count == 0 ? [] : [values.Length], values))];
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
            // The steps hold nothing.
        }
    }
}
