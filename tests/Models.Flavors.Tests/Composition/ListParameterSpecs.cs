using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using static Tracking.Models.Flavors.Tests.Composition.CompositeRig;

namespace Tracking.Models.Flavors.Tests.Composition;

/// <summary>Parameters that are lists, which look like rows and are none.</summary>
public sealed class ListParameterSpecs : IDisposable
{
    private readonly CompositeRig _rig = new();

    [Theory]
    [InlineData(new float[] { 1, 2, 3 }, 6)]
    [InlineData(new float[] { 2, 3 }, 5)]
    [InlineData(new float[] { 4 }, 4)]
    public async Task Every_stage_of_a_cascade_gets_all_of_the_list(float[] weights, float sum)
    {
        using var cascade = await _rig.LoadAsync(Composite.Cascade([
            new CompositeStep("small", _rig.Weighted(1)) { Accept = new CascadeAcceptance("y", "at_least", 10) },
            new CompositeStep("large", _rig.Weighted(-1)),
        ]));

        var y = cascade.Score([.. X(100, 0.5f), List(weights)]).FloatsOf("y");

        Assert.Equal([100 * sum, -0.5f * sum], y);
        Assert.Equal([false, true], cascade.Schema.Inputs.Select(input => input.IsParameter));
        Assert.Equal([100, -0.5f], cascade.Score(X(100, 0.5f)).FloatsOf("y"));
    }

    [Fact]
    public async Task Each_model_of_a_switch_gets_all_of_the_list()
    {
        using var model = await _rig.LoadAsync(Composite.Switch(
            new SwitchInput("kind"),
            [
                new CompositeStep("plus", _rig.Weighted(1)) { When = ["up"] },
                new CompositeStep("minus", _rig.Weighted(-1)) { When = ["down"] },
            ]));
        var kind = new NamedTensor("kind", new StringTensor(["down", "up"], 2));

        Assert.Equal([-60, 120], model.Score([.. X(10, 20), kind, List([1, 2, 3])]).FloatsOf("y"));
    }

    public void Dispose() => _rig.Dispose();

    private static NamedTensor List(float[] weights) => new("weights", SampleModels.Floats([weights.Length], weights));
}
