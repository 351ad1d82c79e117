using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using static Tracking.Models.Flavors.Tests.Composition.CompositeRig;

namespace Tracking.Models.Flavors.Tests.Composition;

public sealed class SwitchSpecs : IDisposable
{
    private readonly CompositeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Every_row_is_answered_by_the_model_of_its_value_in_order()
    {
        using var scorer = await _rig.LoadAsync(Composite.Switch(new SwitchInput("region"), Cases()));

        Assert.Equal(["x", "region"], scorer.Schema.Inputs.Select(info => info.Name));
        Assert.Equal(
            [10, 2, 3000, 40, 5],
            scorer.Score(Request([1, 2, 3, 4, 5], "de", "us", "xx", "fr", "us")).FloatsOf("y"));
        Assert.Equal([10, 20], scorer.Score(Request([1, 2], "de", "de")).FloatsOf("y"));
        Assert.Empty(scorer.Score(Request([])).FloatsOf("y"));
    }

    [Fact]
    public async Task Without_a_default_other_values_are_refused()
    {
        using var scorer = await _rig.LoadAsync(Composite.Switch(new SwitchInput("region"), [.. Cases().Take(2)]));

        var error = Assert.Throws<ScoringException>(() => scorer.Score(Request([1, 2], "de", "xx")));

        Assert.Equal("Input 'region' is 'xx' in row 1; expected one of 'de', 'fr', 'us'.", error.Message);
        Assert.Equal(ScoringFault.InvalidInput, error.Fault);
    }

    [Fact]
    public async Task A_parameter_of_the_request_chooses_for_all_rows()
    {
        var by = new SwitchInput("mode") { IsPerRow = false, Type = "long", Default = "2" };
        using var scorer = await _rig.LoadAsync(Composite.Switch(by, [
            new CompositeStep("one", _rig.Linear(1, 0)) { When = ["1"] },
            new CompositeStep("two", _rig.Linear(2, 0)) { When = ["2"] },
        ]));
        NamedTensor Mode(long value) => new("mode", new Tensor<long>(new[] { value }));

        Assert.True(scorer.Schema.Inputs[1].IsOptional);
        Assert.Equal([6, 8], scorer.Score(X(3, 4)).FloatsOf("y"));
        Assert.Equal([3, 4], scorer.Score([.. X(3, 4), Mode(1)]).FloatsOf("y"));
        Assert.Throws<ScoringException>(() => scorer.Score([.. X(3, 4), Mode(3)]));
    }

    [Fact]
    public async Task An_input_that_the_models_take_may_choose_too()
    {
        var label = _rig.Model(model =>
        {
            var kind = model.Input("kind", ElementType.Int64, "n");
            model.Output(Flavors.Onnx.Authoring.OnnxOperators.Identity(model, kind, "y"), ElementType.Int64, "n");
        });
        using var scorer = await _rig.LoadAsync(Composite.Switch(new SwitchInput("kind"), [
            new CompositeStep("same", label) { When = ["1", "2"] },
        ]));
        NamedTensor Kind(params long[] values) => new("kind", new Tensor<long>(values, values.Length));

        Assert.Equal([1, 2], ((Tensor<long>)scorer.Score([Kind(1, 2)])[0].Tensor).Data.ToArray());
        Assert.Throws<ScoringException>(() => scorer.Score([Kind(1, 3)]));
    }

    [Fact]
    public async Task Switches_that_make_no_sense_name_the_case()
    {
        Task<string> Error(string by, params CompositeStep[] cases) =>
            _rig.ErrorOfAsync(Composite.Switch(new SwitchInput(by), cases));
        var one = new CompositeStep("one", _rig.Linear(1, 0)) { When = ["1"] };

        Assert.Equal(
            "Step 'two': is for '1', as 'one' is; expected one of them.",
            await Error("region", one, one with { Name = "two" }));
        Assert.Contains("by.input is 'x', float32 of shape [-1]; a switch goes by", await Error("x", one));
        Assert.Contains("cases is empty", await Error("region", one with { When = [] }));
    }

    [Fact]
    public async Task Inputs_of_different_lengths_are_refused()
    {
        using var scorer = await _rig.LoadAsync(Composite.Switch(new SwitchInput("region"), Cases()));

        var error = Assert.Throws<ScoringException>(() => scorer.Score(Request([1, 2], "de")));

        Assert.Equal("Input 'region' has 1 rows, 'x' has 2; expected as many.", error.Message);
    }

    private CompositeStep[] Cases() =>
    [
        new("eu", _rig.Linear(10, 0)) { When = ["de", "fr"] },
        new("us", _rig.Linear(1, 0)) { When = ["us"] },
        new("rest", _rig.Linear(1000, 0)),
    ];

    private static IReadOnlyList<NamedTensor> Request(float[] x, params string[] regions) =>
        [.. X(x), new NamedTensor("region", new StringTensor(regions, regions.Length))];
}
