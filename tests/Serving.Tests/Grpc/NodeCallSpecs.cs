using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

/// <summary>What goes along with calls of the official client: metadata, cancellation.</summary>
public class NodeCallSpecs(NodeGrpcClient client) : IClassFixture<NodeGrpcClient>
{
    private const int Cancelled = 1;
    private const int PermissionDenied = 7;
    private const int Unauthenticated = 16;

    [ProgramFact("npm")]
    public async Task Keys_are_metadata_and_each_role_has_its_calls()
    {
        await using var rig = await ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Int64, -1),
            configure: options => options.Access = new ServingAccess { PredictKeys = ["predict-key"] });
        var infer = Call(rig, "ModelInfer") with { Requests = [Request()] };
        var keyed = infer with { Metadata = new Dictionary<string, string> { ["x-api-key"] = "predict-key" } };

        var without = await client.CallAsync(infer);
        var with = await client.CallAsync(keyed);
        var admin = await client.CallAsync(
            keyed with { Method = "RepositoryIndex", Requests = [new JsonObject()] });
        var health = await client.CallAsync(infer with { Method = "ServerReady", Requests = [new JsonObject()] });

        Assert.Equal(
            (Unauthenticated, 0, PermissionDenied, 0), (without.Code, with.Code, admin.Code, health.Code));
    }

    [ProgramTheory("npm")]
    [InlineData("ModelInfer")]
    [InlineData("ModelStreamInfer")]
    public async Task A_cancelled_call_ends_the_run_of_the_model(string method)
    {
        var begun = new TaskCompletionSource();
        var told = new TaskCompletionSource();
        var x = new TensorInfo("x", ElementType.Int64, [-1]);
        await using var rig = await ServingRig.StartAsync(new FunctionScorer(new ScorerSchema([x], [x]), (_, token) =>
        {
            begun.TrySetResult();
            token.WaitHandle.WaitOne();
            told.TrySetResult();
            throw new OperationCanceledException(token);
        }));

        var call = client.CallAsync(Call(rig, method) with { Requests = [Request()] });
        await Patience.For(begun.Task, "the model to run");
        await client.CancelAsync();

        Assert.Equal(Cancelled, (await call).Code);
        await Patience.For(told.Task, "the model to be told");
    }

    [ProgramFact("npm")]
    public async Task A_watcher_that_leaves_is_let_go()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var watch = await client.CallAsync(Call(rig, "Watch") with
        {
            Service = "health", Requests = [new JsonObject { ["service"] = "m" }], Take = 1,
        });

        Assert.Equal((Cancelled, "SERVING"), (watch.Code, (string?)watch.Messages[0]["status"]));
    }

    private static GrpcNodeCall Call(ServingRig rig, string method) =>
        new(rig.Host.GrpcAddress.Authority, "inference", method);

    private static JsonObject Request() => new()
    {
        ["model_name"] = "m",
        ["inputs"] = new JsonArray(new JsonObject
        {
            ["name"] = "x",
            ["datatype"] = "INT64",
            ["shape"] = new JsonArray(1),
            ["contents"] = new JsonObject { ["int64_contents"] = new JsonArray(7) },
        }),
    };
}
