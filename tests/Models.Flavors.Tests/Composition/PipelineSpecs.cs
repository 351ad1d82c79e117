using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using static Tracking.Models.Flavors.Tests.Composition.CompositeRig;

namespace Tracking.Models.Flavors.Tests.Composition;

public sealed class PipelineSpecs : IDisposable
{
    private readonly CompositeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_pipeline_of_two_models_gives_what_the_one_gives_for_the_others_answer_bit_for_bit()
    {
        var random = new Random(20_261_121);
        for (var round = 0; round < 20; round++)
        {
            var first = _rig.Linear(random.NextSingle() * 100, random.NextSingle(), "x", "between");
            var second = _rig.Linear(random.NextSingle() / 100, random.NextSingle(), "between", "y");
            using var pipeline = await _rig.LoadAsync(Composite.Pipeline([Step("f", first), Step("g", second)]));
            using var f = ModelFlavors.Load(first);
            using var g = ModelFlavors.Load(second);
            var x = X([.. Enumerable.Range(0, random.Next(0, 50)).Select(_ => random.NextSingle() * 1e6f)]);

            Assert.Equal(g.Score(f.Score(x)).FloatsOf("y"), pipeline.Score(x).FloatsOf("y"));
        }
    }

    [Fact]
    public async Task Steps_are_wired_by_name_in_any_order_and_outputs_are_renamed()
    {
        var content = Composite.Pipeline(
            [
                Step("last", _rig.Linear(1, 100), ("x", "middle.y")),
                Step("middle", _rig.Linear(10, 0), ("x", "first.y")),
                Step("first", _rig.Linear(1, 1), ("x", "inputs.raw")),
            ],
            new Dictionary<string, string> { ["result"] = "last.y", ["seen"] = "first.y" });

        using var scorer = await _rig.LoadAsync(content);

        Assert.Equal(["raw"], scorer.Schema.Inputs.Select(info => info.Name));
        Assert.Equal(["result", "seen"], scorer.Schema.Outputs.Select(info => info.Name));
        var results = scorer.Score([new NamedTensor("raw", SampleModels.Floats([1], 2))], ["seen", "result"]);
        Assert.Equal([3], results.FloatsOf("seen"));
        Assert.Equal([130], results.FloatsOf("result"));
    }

    [Fact]
    public async Task A_pipeline_is_a_step_like_any_other()
    {
        var inner = await _rig.WriteAsync(Composite.Pipeline([Step("f", _rig.Linear(2, 0))]));
        using var outer = await _rig.LoadAsync(Composite.Pipeline(
            [Step("inner", inner), Step("after", _rig.Linear(1, 1), ("x", "inner.y"))]));

        Assert.Equal([7], outer.Score(X(3)).FloatsOf("y"));
    }

    [Theory]
    [InlineData("x", "other.y", "Step 'g': 'other.y' names no step; there are 'f', 'g'.")]
    [InlineData("x", "f.z", "Step 'g': 'f.z' names no output of step 'f', which gives 'y'.")]
    [InlineData("x", "f", "Step 'g': 'f' is no source; expected inputs.NAME or STEP.OUTPUT.")]
    [InlineData("z", "f.y", "Step 'g': its model has no input 'z', only 'x'.")]
    [InlineData("x", "g.y", "Step 'g': it needs itself: 'g' needs 'g'.")]
    public async Task Wiring_that_leads_nowhere_is_named(string input, string from, string expected)
    {
        Assert.Equal(expected, await _rig.ErrorOfAsync(Composite.Pipeline(
            [Step("f", _rig.Linear(1, 0)), Step("g", _rig.Linear(1, 0), (input, from))])));
    }

    [Fact]
    public async Task Steps_in_a_circle_are_named()
    {
        Assert.Equal("Step 'f': it needs itself: 'f' needs 'g' needs 'f'.", await _rig.ErrorOfAsync(Composite.Pipeline(
            [Step("f", _rig.Linear(1, 0), ("x", "g.y")), Step("g", _rig.Linear(1, 0), ("x", "f.y"))])));
    }

    [Fact]
    public async Task Types_and_shapes_that_do_not_fit_are_named()
    {
        Assert.Equal(
            "Step 'g': its input 'x' is float32 of shape [-1], but 'f.label' is int64 of shape [-1].",
            await _rig.ErrorOfAsync(Composite.Pipeline(
                [Step("f", _rig.Labels(1)), Step("g", _rig.Linear(1, 0), ("x", "f.label"))])));
        Assert.Equal(
            "Step 'g': its input 'features' is float32 of shape [-1, 2], but 'f.y' is float32 of shape [-1].",
            await _rig.ErrorOfAsync(Composite.Pipeline(
                [Step("f", _rig.Linear(1, 0)), Step("g", _rig.Weighing(1, 1), ("features", "f.y"))])));
    }

    [Fact]
    public async Task A_step_that_nobody_uses_is_named() => Assert.Equal(
        "Step 'idle': nothing uses what it gives.",
        await _rig.ErrorOfAsync(Composite.Pipeline(
            [Step("idle", _rig.Linear(1, 0, "x", "unused")), Step("g", _rig.Linear(1, 0))])));

    [Fact]
    public async Task A_signature_that_the_models_contradict_is_refused()
    {
        var wrong = new Signatures.ModelSignature(Signatures.ModelSchema.OfTensors(
            new Signatures.TensorSpec("x", ElementType.Float64, [-1])));
        Assert.Equal(
            "signature.inputs has 'x': Tensor('float64', (-1,)); the composite's 'x' is float32 of shape [-1].",
            await _rig.ErrorOfAsync(Composite.Pipeline([Step("f", _rig.Linear(1, 0))]) with { Signature = wrong }));
    }

    [Fact]
    public async Task A_step_whose_model_is_broken_is_named()
    {
        var directory = await _rig.WriteAsync(Composite.Pipeline([Step("f", _rig.Linear(1, 0))]));
        File.Delete(Path.Combine(directory.Path, "steps", "f", "model.onnx"));

        var error = Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(directory));
        Assert.StartsWith("Step 'f': its model 'steps/f' cannot be loaded: ", error.Message);
    }

    [Theory]
    [InlineData("steps/f")]
    [InlineData(".")]
    public async Task A_composite_that_holds_itself_is_refused_by_the_step_that_closes_the_circle(string model)
    {
        var directory = await _rig.WriteAsync(Composite.Pipeline([Step("f", _rig.Linear(1, 0))]));
        var step = Path.Combine(directory.Path, "steps", "f");
        Directory.Delete(step, recursive: true);
        Directory.CreateSymbolicLink(step, directory.Path);
        var file = Path.Combine(directory.Path, "MLmodel");
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file)).Replace("model: steps/f", $"model: {model}"));

        var error = Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(ModelDirectory.Open(directory.Path)));

        Assert.Equal(
            $"Step 'f': its model '{model}' cannot be loaded: it is the composite itself, which would never end.",
            error.Message);
    }

    [Fact]
    public async Task Composites_in_composites_have_an_end()
    {
        var model = _rig.Linear(1, 0);
        for (var i = 0; i < 9; i++)
        {
            model = await _rig.WriteAsync(Composite.Pipeline([Step("f", model)]));
        }

        var error = Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(model));
        Assert.EndsWith("lies in more than 8 models, one in another.", error.Message);
    }
}
