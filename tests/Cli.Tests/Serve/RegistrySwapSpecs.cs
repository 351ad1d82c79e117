using System.Net.Http.Json;
using Microsoft.Extensions.Logging;
using Tracking.Models.Format;
using Tracking.Models.Tensors;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Serve;

/// <summary>A registry and a serve host beside it, from the move of an alias to the end of what was before.</summary>
public class RegistrySwapSpecs
{
    private const string AliasPath = "/registered-models/alias";
    private const string SearchPath = "/registered-models/search";
    private const string Uri = "models:/scaled@champion";

    [Fact]
    public async Task While_the_alias_stays_its_version_is_sent_once_and_loaded_once()
    {
        await using var rig = await RegistryRig.StartAsync();
        await rig.MoveAsync("scaled", await rig.RegisterAsync("scaled", 2));
        await rig.ServeAsync(Uri);

        var statuses = await rig.Proxy.StatusesAsync(AliasPath, all => all.Length >= 8);

        Assert.Equal(200, statuses[0]);
        Assert.All(statuses[1..], status => Assert.Equal(304, status));
        Assert.Equal(["scaled/1"], rig.Source.Found);
        Assert.Equal(2, await rig.FactorAsync("scaled"));
    }

    [Fact]
    public async Task A_moved_alias_is_warmed_and_swapped_under_load_and_the_version_before_is_closed()
    {
        await using var rig = await RegistryRig.StartAsync();
        await rig.MoveAsync("scaled", await rig.RegisterAsync("scaled", 2));
        await rig.ServeAsync(Uri);
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 3).Select(_ => rig.AskAsync("scaled", stop.Token)).ToList();
        await rig.Proxy.StatusesAsync(AliasPath, all => all.Count(status => status == 304) >= 3);

        // The model refuses its example, which shows that it was tried.
        var second = await rig.RegisterAsync(
            "scaled", 3, ModelExample.OfTensor(new Tensor<float>(new float[] { 1, 2, 3, 4 }, 2, 2)));
        await rig.MoveAsync("scaled", second);
        var folder = await rig.Source.ClosedAsync("scaled/1");
        Assert.Equal(3, await rig.FactorAsync("scaled"));
        await stop.CancelAsync();

        // Each failed no request, and never went back.
        var expected = new HashSet<float> { 2, 3 };
        Assert.All(await Task.WhenAll(clients), answers => Assert.Subset(expected, answers.ToHashSet()));
        Assert.All(await Task.WhenAll(clients), answers => Assert.Equal(answers.Order(), answers));
        Assert.False(Directory.Exists(folder));
        Assert.Equal(["scaled/1", "scaled/2"], rig.Source.Found);
        var told = rig.Log.Lines.Text;
        Assert.InRange(
            told.IndexOf("'scaled' was not warmed up by its own example", StringComparison.Ordinal),
            told.IndexOf("as 'scaled' version 1", StringComparison.Ordinal),
            told.IndexOf("as 'scaled' version 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_version_that_cannot_be_loaded_leaves_the_one_before_and_is_told_of()
    {
        await using var rig = await RegistryRig.StartAsync();
        await rig.MoveAsync("scaled", await rig.RegisterAsync("scaled", 2));
        await rig.ServeAsync(Uri);

        await rig.MoveAsync("scaled", await rig.RegisterAsync("scaled", null));
        var told = await rig.Log.Lines.SeenAsync("goes on as it is");

        Assert.StartsWith($"{LogLevel.Error}: Model 'scaled' of '{Uri}' goes on as it is: Cannot serve", told);
        Assert.Equal(2, await rig.FactorAsync("scaled"));
        Assert.False(Directory.Exists(await rig.Source.ClosedAsync("scaled/2")));
        using var answer = await rig.Host.PostAsync("v2/repository/index", null, Patience.Token());
        var index = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"version\":\"1\",\"state\":\"READY\",\"reason\":\"The last reload failed", index);

        await rig.MoveAsync("scaled", await rig.RegisterAsync("scaled", 4));
        await rig.Source.ClosedAsync("scaled/1");
        Assert.Equal(4, await rig.FactorAsync("scaled"));
    }

    [Fact]
    public async Task All_that_carry_an_alias_are_listed_once_until_another_gets_it_or_loses_it()
    {
        await using var rig = await RegistryRig.StartAsync();
        await rig.MoveAsync("one", await rig.RegisterAsync("one", 2));
        await rig.ServeAsync(options => options.ModelSets.Add(new RegistryAliasSet(rig.Source, "champion")));
        var before = await rig.Proxy.StatusesAsync(SearchPath, all => all.Length >= 5);

        await rig.MoveAsync("two", await rig.RegisterAsync("two", 5));
        await rig.Log.Lines.SeenAsync("as 'two' version 1");
        await rig.Registry.RegisteredModels.DeleteAliasAsync("one", "champion", Patience.Token());
        var folder = await rig.Source.ClosedAsync("one/1");

        Assert.Equal([200, .. before[1..].Select(_ => 304)], before);
        Assert.False(Directory.Exists(folder));
        Assert.Equal(5, await rig.FactorAsync("two"));
        using var gone = await rig.Host.GetAsync("v2/models/one", Patience.Token());
        Assert.Equal(404, (int)gone.StatusCode);
        Assert.Equal(["one/1", "two/1"], rig.Source.Found);
    }
}
