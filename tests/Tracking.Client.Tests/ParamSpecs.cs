using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracking.Client.Internal.Runs;
using Tracking.Client.Runs;

namespace Tracking.Client.Tests;

public sealed partial class ParamSpecs : ServerFixture
{
    [Fact]
    public async Task Objects_of_any_kind_become_flat_params()
    {
        await using var run = await Client.StartRunAsync();
        var options = new
        {
            lr = 0.1,
            model = new { Depth = 3, layers = new[] { 64, 32 }, names = new[] { "a", "b\"c" } },
            when = DayOfWeek.Friday,
            map = new Dictionary<string, int> { ["x"] = 1 },
            on = true,
            none = (string?)null,
        };
        await run.LogParamsAsync(options);
        Assert.Equal(
            ["lr=0.1", "map.x=1", "model.Depth=3", "model.layers=[64, 32]", """model.names=["a", "b\"c"]""", "none=",
                "on=True", "when=Friday"], await ParamsAsync(run));
    }

    [Fact]
    public async Task Source_generated_json_gives_the_same_without_reflection()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogParamsAsync(
            new Training(0.1, new Model(3, [64, 32]), true, null), TrainingJson.Default.Training, "train");
        Assert.Equal(["train.lr=0.1", "train.model.depth=3", "train.model.layers=[64, 32]", "train.none=",
            "train.on=True"], await ParamsAsync(run));
    }

    [Fact]
    public async Task Maps_and_json_within_maps_are_flattened()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogNestedParamsAsync(new Dictionary<string, object?>
        {
            ["opt"] = new Dictionary<string, object?> { ["name"] = "adam", ["betas"] = new[] { 0.9, 0.999 } },
            ["json"] = new JsonObject { ["deep"] = new JsonObject { ["n"] = 1 } },
        });
        Assert.Equal(["json.deep.n=1", "opt.betas=[0.9, 0.999]", "opt.name=adam"], await ParamsAsync(run));
    }

    [Fact]
    public void What_holds_itself_or_has_no_name_is_refused()
    {
        var cycle = new Dictionary<string, object?>();
        cycle["self"] = cycle;
        Assert.Contains("does it hold itself?",
            Assert.Throws<ArgumentException>(() => FlatParams.Of(cycle, null)).Message, StringComparison.Ordinal);
        Assert.StartsWith("'3' has no name",
            Assert.Throws<ArgumentException>(() => FlatParams.OfObject(3, null)).Message, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> ParamsAsync(ActiveRun run) => (await Client.Runs.GetAsync(run.Id))
        .Data!.Params!.Select(each => $"{each.Key}={each.Value}").Order(StringComparer.Ordinal);

    internal sealed record Training(double Lr, Model Model, bool On, string? None);

    internal sealed record Model(int Depth, int[] Layers);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Training))]
    internal sealed partial class TrainingJson : JsonSerializerContext;
}
