using Tracking.Serving.Core;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Repository;

public class FolderModelSetSpecs
{
    [Theory]
    [InlineData("latest", "digits , iris 10")]
    [InlineData("latest:2", "digits , iris 10, iris 9")]
    [InlineData("all", "digits , iris 10, iris 9, iris 2")]
    [InlineData("2,9,77", "digits , iris 9, iris 2")]
    public async Task Versions_are_numbers_and_the_policy_chooses_among_them(string policy, string expected)
    {
        using var folder = Repository("digits", "iris/2", "iris/10", "iris/9", ".hidden", "iris/.11");
        Directory.CreateDirectory(folder["iris/12"]);

        var served = await new FolderModelSet(folder.Path, VersionPolicy.Parse(policy)).ListAsync(Patience.Token());

        Assert.Equal(expected, string.Join(", ", served.Select(model => $"{model.Name} {model.Version}")));
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("latest:0")]
    [InlineData("1,x")]
    public void A_policy_that_is_none_is_refused(string policy) => Assert.Contains(
        $"The version policy is '{policy}', expected latest",
        Assert.Throws<FormatException>(() => VersionPolicy.Parse(policy)).Message);

    [Fact]
    public async Task Versions_that_come_and_go_are_served_and_closed_while_the_host_runs()
    {
        using var folder = Repository("iris/1");
        await using var rig = await EngineRig.StartAsync(
            new FakeRegistry(), options => options.ModelSets.Add(new FolderModelSet(folder.Path)));
        var before = ModelControlSpecs.Index(rig);

        Add(folder, "iris/2");
        Add(folder, "digits");
        await rig.Watch.SyncAsync(Patience.Token());
        var after = ModelControlSpecs.Index(rig);
        Directory.Delete(folder["digits"], recursive: true);
        await rig.Watch.SyncAsync(Patience.Token());

        Assert.Equal(["iris 1 READY"], before);
        Assert.Equal(["digits  READY", "iris 2 READY"], after);
        Assert.Equal(["iris 2 READY"], ModelControlSpecs.Index(rig));
        Assert.Equal([true, true, false], rig.Registry.Opened.Select(scorer => scorer.IsDisposed).Order().Reverse());
    }

    [Fact]
    public async Task A_broken_version_is_in_the_index_with_its_reason_and_tried_again_when_it_changes()
    {
        using var folder = Repository("iris/1");
        var registry = new FakeRegistry { Broken = "no such operator" };
        await using var rig = await EngineRig.StartAsync(
            registry, options => options.ModelSets.Add(new FolderModelSet(folder.Path)));
        var broken = Assert.Single(rig.Engine.Models.Index());

        registry.Broken = null;
        folder.Write("iris/1/model.onnx", "mended");
        await rig.Watch.RefreshAsync(Patience.Token());
        await rig.Watch.RefreshAsync(Patience.Token());

        Assert.Equal("UNAVAILABLE", broken.StateName);
        Assert.Contains("no such operator", broken.Reason);
        Assert.Equal(["iris 1 READY"], ModelControlSpecs.Index(rig));
    }

    [Fact]
    public async Task A_repository_that_is_gone_leaves_what_is_served_alone()
    {
        var folder = Repository("iris/1");
        await using var rig = await EngineRig.StartAsync(
            new FakeRegistry(), options => options.ModelSets.Add(new FolderModelSet(folder.Path)));
        folder.Dispose();

        await rig.Watch.SyncAsync(Patience.Token());

        Assert.Equal(["iris 1 READY"], ModelControlSpecs.Index(rig));
    }

    internal static TempFolder Repository(params string[] models)
    {
        var folder = new TempFolder();
        foreach (var model in models)
        {
            Add(folder, model);
        }

        return folder;
    }

    private static void Add(TempFolder folder, string model)
    {
        folder.Write($"{model}/MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n");
        folder.Write($"{model}/model.onnx", "not opened");
    }
}
