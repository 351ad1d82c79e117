using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using static Tracking.Models.Flavors.Tests.Composition.CompositeRig;

namespace Tracking.Models.Flavors.Tests.Composition;

public sealed class EnsembleSpecs : IDisposable
{
    private readonly CompositeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_mean_is_the_mean_of_what_the_members_give()
    {
        var random = new Random(7);
        for (var round = 0; round < 10; round++)
        {
            var members = Enumerable.Range(0, random.Next(2, 6))
                .Select(i => new CompositeStep($"m{i}", _rig.Linear(random.NextSingle(), random.NextSingle())))
                .ToList();
            using var ensemble = await _rig.LoadAsync(Composite.Ensemble(EnsembleRule.Mean, members));
            var x = X([.. Enumerable.Range(0, 17).Select(_ => (random.NextSingle() - 0.5f) * 1e4f)]);
            var each = members.Select(member => Answer(member, x)).ToList();

            var expected = Enumerable.Range(0, 17)
                .Select(i => (float)(each.Sum(answer => (double)answer[i]) / members.Count));
            Assert.Equal(expected, ensemble.Score(x).FloatsOf("y"));
        }
    }

    [Fact]
    public async Task Weights_count_and_a_member_of_weight_zero_does_not()
    {
        using var ensemble = await _rig.LoadAsync(Composite.Ensemble(EnsembleRule.Weighted, [
            new CompositeStep("a", _rig.Linear(1, 0)) { Weight = 3 },
            new CompositeStep("b", _rig.Linear(5, 0)) { Weight = 1 },
            new CompositeStep("c", _rig.Linear(float.NaN, 0)) { Weight = 0 },
        ]));

        Assert.Equal([2, 4], ensemble.Score(X(1, 2)).FloatsOf("y"));
    }

    [Fact]
    public async Task The_label_of_most_members_wins_and_of_equals_the_first()
    {
        using var ensemble = await _rig.LoadAsync(Composite.Ensemble(EnsembleRule.Vote, [
            new CompositeStep("a", _rig.Labels(1)),
            new CompositeStep("b", _rig.Labels(2)),
            new CompositeStep("c", _rig.Labels(2.5f)),
        ]));

        // 1: 1, 2, 2; 2: 2, 4, 5; 0.1: all 0.
        var labels = (Tensor<long>)Assert.Single(ensemble.Score(X(1, 2, 0.1f))).Tensor;
        Assert.Equal([2, 2, 0], labels.Data.ToArray());
    }

    [Fact]
    public async Task What_members_give_is_stacked_for_a_final_model()
    {
        IReadOnlyList<CompositeStep> members = [new("a", _rig.Linear(1, 0)), new("b", _rig.Linear(10, 0))];
        using var stack = await _rig.LoadAsync(Composite.Ensemble(EnsembleRule.Stack, members));
        using var final = await _rig.LoadAsync(Composite.Ensemble(
            EnsembleRule.Stack, members, new CompositeStep("meta", _rig.Weighing(1, 100))));

        var features = Assert.Single(stack.Score(X(1, 2)));
        Assert.Equal([2, 2], features.Tensor.Shape.ToArray());
        Assert.Equal([1, 10, 2, 20], ((Tensor<float>)features.Tensor).Data.ToArray());
        Assert.Equal([1001, 2002], final.Score(X(1, 2)).FloatsOf("y"));
    }

    [Fact]
    public async Task Ensembles_that_make_no_sense_name_the_member()
    {
        var plain = new CompositeStep("a", _rig.Linear(1, 0));
        var weighted = plain with { Name = "w", Weight = 1 };
        var other = plain with { Name = "c" };
        var labels = new CompositeStep("b", _rig.Labels(1));

        Assert.Contains("members has 1; expected two", await Error(EnsembleRule.Mean, plain));
        Assert.Equal(
            "Step 'b': has no output in common with the other steps.", await Error(EnsembleRule.Mean, plain, labels));
        Assert.Contains("Step 'a': its weight is ''", await Error(EnsembleRule.Weighted, weighted, plain));
        Assert.Contains("Step 'a': has no 'weight'", await Error(EnsembleRule.Weighted, plain, other));
        Assert.Contains(
            "only 'weighted' and 'vote' heed",
            await Error(EnsembleRule.Mean, weighted, weighted with { Name = "v" }));
        Assert.Contains("is Float32, no label", await Error(EnsembleRule.Vote, plain, other));
        Assert.Contains(
            "'inputs'; expected letters", await Error(EnsembleRule.Mean, plain, plain with { Name = "inputs" }));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused()
    {
        var content = Composite.Ensemble(
            EnsembleRule.Mean, [new("a", _rig.Linear(1, 0)), new("b", _rig.Linear(1, 0))]);
        content.Flavor.Options["members"]![1]!["name"] = "a";

        Assert.Contains("'a' again; expected each name once", await _rig.ErrorOfAsync(content));
    }

    private Task<string> Error(EnsembleRule rule, params CompositeStep[] members) =>
        _rig.ErrorOfAsync(Composite.Ensemble(rule, members));

    private static float[] Answer(CompositeStep member, IReadOnlyList<NamedTensor> x)
    {
        using var scorer = ModelFlavors.Load(member.Directory);
        return scorer.Score(x).FloatsOf("y");
    }
}
