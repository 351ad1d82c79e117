using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Hosting;

public class LifeSpecs
{
    private static readonly TensorInfo X = new("x", ElementType.Float32, [-1]);

    [Fact]
    public async Task While_a_model_loads_the_host_is_live_but_not_ready()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);
        var source = new HeldSource(folder.Path);
        var options = new ServingOptions { Port = FreePort() };
        options.Models.Add(new ServedModel(new FolderUri(folder.Path)));
        var start = ServingHost.StartAsync(
            options, source, s => s.AddSingleton<ScorerFactory>((_, _) => FunctionScorer.Of(X)), Patience.Token());
        await Patience.For(source.Asked.Task, "the model to be looked for");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{options.Port}") };

        var before = await StatusesAsync(client);
        source.Release.SetResult();
        await using var host = await Patience.For(start, "the host to start");
        var after = await StatusesAsync(client);

        Assert.Equal([200, 503, 404, 503], before);
        Assert.Equal([200, 200, 200, 200], after);
    }

    [Fact]
    public async Task Stopping_waits_for_requests_under_way_and_then_closes_the_model()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var scorer = new FunctionScorer(new ScorerSchema([X], [X]), (inputs, token) =>
        {
            entered.Release();
            release.Wait(token);
            return inputs;
        });
        await using var rig = await ServingRig.StartAsync(scorer);
        var underWay = rig.InvokeAsync("""{"inputs": [1]}""");
        await entered.WaitAsync(Patience.Token());

        var stop = rig.Host.StopAsync(Patience.Token());
        var closedEarly = scorer.IsDisposed;
        release.Release();
        var answer = await Patience.For(underWay, "the request under way");
        await Patience.For(stop, "the host to stop");
        await rig.Host.DisposeAsync();

        Assert.False(closedEarly);
        Assert.Equal(200, answer.Status);
        Assert.True(scorer.IsDisposed);
    }

    [Fact]
    public async Task The_examples_first_run_is_done_before_the_host_is_ready()
    {
        const string info = """
            saved_input_example_info:
              artifact_path: input_example.json
              serving_input_path: serving_input_example.json
              type: ndarray

            """;
        var scorer = FunctionScorer.Of(X);
        await using var rig = await ServingRig.StartAsync(scorer, info, null, folder =>
        {
            folder.Write("input_example.json", "[1.5]");
            folder.Write("serving_input_example.json", """{"inputs": [1.5]}""");
        });

        var example = Assert.IsType<Tensor<float>>(Assert.Single(scorer.Asked).Tensor);
        Assert.Equal([1.5f], example.Data.ToArray());
    }

    [Fact]
    public void A_model_closed_while_leased_lives_until_the_lease_ends()
    {
        var scorer = FunctionScorer.Of(X);
        using var meter = new ServingMeter(static () => []);
        var counters = new ModelStatistics("m", null, meter);
        var model = new LoadedModel(new ServedIdentity("m", null, "p", "folder"), scorer, null, counters);
        var lease = model.Lease();

        model.Dispose();
        var duringLease = scorer.IsDisposed;
        lease.Dispose();

        Assert.False(duringLease);
        Assert.True(SpinWait.SpinUntil(() => scorer.IsDisposed, Patience.Limit));
        Assert.Equal(
            ServingError.ModelNotReady, Assert.Throws<ServingException>(() => { model.Lease(); }).Error);
    }

    private static async Task<int[]> StatusesAsync(HttpClient client)
    {
        var statuses = new List<int>();
        foreach (var path in (string[])["/v2/health/live", "/v2/health/ready", "/ping", "/v2/models/" + "m" + "/ready"])
        {
            using var response = await client.GetAsync(path, Patience.Token());
            statuses.Add((int)response.StatusCode);
        }

        return [.. statuses];
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class HeldSource(string folder) : IModelSource
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken)
        {
            Asked.SetResult();
            await Release.Task.WaitAsync(cancellationToken);
            return new ResolvedModel(folder, "m", "3");
        }
    }
}
