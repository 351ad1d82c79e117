using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using static Tracking.Models.Flavors.Tests.Composition.CompositeRig;

namespace Tracking.Models.Flavors.Tests.Composition;

public sealed class CascadeSpecs : IDisposable
{
    private readonly CompositeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Every_row_is_answered_by_the_first_stage_that_accepts_it()
    {
        var random = new Random(3);
        using var cascade = await _rig.LoadAsync(Composite.Cascade([
            Stage("small", _rig.Linear(1, 0), "at_least", 0.7),
            Stage("medium", _rig.Linear(-1, 0), "below", -0.4),
            new CompositeStep("large", _rig.Linear(100, 1)),
        ]));
        foreach (var rows in new[] { 0, 1, 2, 50, 1000 })
        {
            var x = Enumerable.Range(0, rows).Select(_ => random.NextSingle()).ToArray();

            var expected = x.Select(value => value >= 0.7 ? value : -value < -0.4 ? -value : (value * 100) + 1);
            Assert.Equal(expected, cascade.Score(X(x)).FloatsOf("y"));
        }
    }

    [Fact]
    public async Task Of_a_row_of_several_numbers_the_greatest_counts_and_whole_rows_are_merged()
    {
        using var cascade = await _rig.LoadAsync(Composite.Cascade([
            new CompositeStep("sure", Rows(1)) { Accept = new CascadeAcceptance("y", "above", 5) },
            new CompositeStep("rest", Rows(-1)),
        ]));
        var x = new NamedTensor("x", SampleModels.Floats([3, 2], 1, 9, 2, 3, float.NaN, 8));

        var y = Assert.Single(cascade.Score([x])).Tensor;

        Assert.Equal([3, 2], y.Shape.ToArray());
        Assert.Equal([1, 9, -2, -3, float.NaN, -8], ((Tensor<float>)y).Data.ToArray());
    }

    [Fact]
    public async Task A_label_can_be_accepted()
    {
        using var cascade = await _rig.LoadAsync(Composite.Cascade([
            new CompositeStep("one", _rig.Labels(1)) { Accept = new CascadeAcceptance("label", "equals", 1) },
            new CompositeStep("ten", _rig.Labels(10)),
        ]));

        Assert.Equal([1, 20, 1], ((Tensor<long>)cascade.Score(X(1, 2, 1.9f))[0].Tensor).Data.ToArray());
    }

    [Fact]
    public async Task Cascades_that_make_no_sense_name_the_stage()
    {
        var accepting = Stage("a", _rig.Linear(1, 0), "at_least", 0.5);
        var last = new CompositeStep("b", _rig.Linear(1, 0));
        Task<string> Error(params CompositeStep[] stages) => _rig.ErrorOfAsync(Composite.Cascade(stages));

        Assert.Contains("stages has 1; expected two", await Error(last));
        Assert.StartsWith("Step 'b': has no 'accept'", await Error(last, accepting));
        Assert.StartsWith(
            "Step 'a': is the last stage", await Error(Stage("c", last.Directory, "below", 1), accepting));
        Assert.Contains("expected one of at_least", await Error(Stage("a", last.Directory, "about", 1), last));
        Assert.Contains("at_least is 'much'", await Error(Stage("a", last.Directory, "at_least", "much"), last));
        Assert.StartsWith(
            "Step 'a': its model has no output 'z'",
            await Error(accepting with { Accept = new CascadeAcceptance("z", "above", 1) }, last));
        Assert.StartsWith(
            "Step 'b': takes the input 'x' as float32 of shape [-1], another step as float32 of shape [-1, 2].",
            await Error(new CompositeStep("a", Rows(1)) { Accept = new("y", "above", 1) }, last));
    }

    private static CompositeStep Stage(
        string name, Format.ModelDirectory model, string comparison, JsonNode value) =>
        new(name, model) { Accept = new CascadeAcceptance("y", comparison, value) };

    private Format.ModelDirectory Rows(float factor) => _rig.Model(model =>
    {
        var x = model.Input("x", ElementType.Float32, "n", 2);
        var y = Flavors.Onnx.Authoring.OnnxOperators.Mul(
            model, x, model.Initializer<float>("factor", [factor], 1), "y");
        model.Output(y, ElementType.Float32, "n", 2);
    });
}
