using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

public class NodeClientSpecs(NodeGrpcClient client) : IClassFixture<NodeGrpcClient>
{
    [ProgramFact("npm")]
    public async Task Server_and_model_tell_what_they_are()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 4));

        var live = await client.CallAsync(rig.Host, "ServerLive", new JsonObject());
        var ready = await client.CallAsync(rig.Host, "ServerReady", new JsonObject());
        var modelReady = await client.CallAsync(rig.Host, "ModelReady", new JsonObject { ["name"] = "m" });
        var server = await client.CallAsync(rig.Host, "ServerMetadata", new JsonObject());
        var model = await client.CallAsync(rig.Host, "ModelMetadata", new JsonObject { ["name"] = "m" });

        Assert.True((bool)live.Message["live"]! && (bool)ready.Message["ready"]! && (bool)modelReady.Message["ready"]!);
        Assert.Equal("tracking", (string?)server.Message["name"]);
        Assert.Equal("onnxruntime_onnx", (string?)model.Message["platform"]);
        Assert.Equal(
            """[{"name":"x","datatype":"FP32","shape":[-1,4]}]""", model.Message["inputs"]!.ToJsonString());
    }

    [ProgramFact("npm")]
    public async Task Log_and_trace_settings_are_changed_and_told()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));

        var log = await ChangeAsync(rig, "LogSettings", """
            {"settings":{"log_info":{"bool_param":true},"log_warning":{"bool_param":false},
             "log_verbose_level":{"uint32_param":2},"log_format":{"string_param":"json"}}}
            """);
        await ChangeAsync(rig, "TraceSetting", """{"model_name":"m","settings":{"trace_rate":{"value":["7"]}}}""");
        var trace = await ChangeAsync(rig, "TraceSetting", """{"model_name":"m"}""");
        var bad = await client.CallAsync(
            rig.Host, "TraceSetting", JsonNode.Parse("""{"settings":{"trace_rate":{"value":["often"]}}}""")!);

        var settings = log.Message["settings"]!;
        Assert.True((bool)settings["log_info"]!["bool_param"]!);
        Assert.False((bool)settings["log_warning"]!["bool_param"]!);
        Assert.Equal(2, (int)settings["log_verbose_level"]!["uint32_param"]!);
        Assert.Equal("json", (string?)settings["log_format"]!["string_param"]);
        Assert.Equal("7", (string?)trace.Message["settings"]!["trace_rate"]!["value"]![0]);
        Assert.Equal("TIMESTAMPS", (string?)trace.Message["settings"]!["trace_level"]!["value"]![0]);
        Assert.Equal((3, "'trace_rate' is 'often', expected a whole number of 1 or more."), (bad.Code, bad.Details));
    }

    private Task<GrpcResult> ChangeAsync(ServingRig rig, string method, string request) =>
        client.CallAsync(rig.Host, method, JsonNode.Parse(request)!);

    [ProgramFact("npm")]
    public async Task A_models_configuration_has_its_types_and_shapes()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.String, -1, 2));

        var answer = await client.CallAsync(rig.Host, "ModelConfig", new JsonObject { ["name"] = "m" });

        var config = answer.Message["config"]!;
        Assert.Equal(("m", "onnxruntime"), ((string?)config["name"], (string?)config["backend"]));
        Assert.Equal(
            """[{"name":"x","data_type":"TYPE_STRING","dims":[-1,2]}]""", config["input"]!.ToJsonString());
        Assert.Equal(
            """[{"name":"x","data_type":"TYPE_STRING","dims":[-1,2]}]""", config["output"]!.ToJsonString());
    }

    [ProgramFact("npm")]
    public async Task Raw_tensors_are_answered_raw_with_the_id_echoed()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1, 2));
        var bytes = MemoryMarshal.AsBytes([1.5f, -2f, float.NaN, 4f]).ToArray();
        var request = Infer("FP32", [2, 2]);
        request["id"] = "r-1";
        request["raw_input_contents"] = new JsonArray(Convert.ToBase64String(bytes));

        var answer = (await client.CallAsync(rig.Host, "ModelInfer", request)).Message;

        Assert.Equal("r-1", (string?)answer["id"]);
        Assert.Equal(bytes, Convert.FromBase64String((string)answer["raw_output_contents"]![0]!));
        Assert.Equal(
            """[{"name":"x","datatype":"FP32","shape":[2,2]}]""", answer["outputs"]!.ToJsonString());
    }

    [ProgramTheory("npm")]
    [InlineData("BOOL", ElementType.Bool, "bool_contents", "[true,false,true]")]
    [InlineData("INT8", ElementType.Int8, "int_contents", "[-128,0,127]")]
    [InlineData("INT16", ElementType.Int16, "int_contents", "[-32768,0,32767]")]
    [InlineData("INT32", ElementType.Int32, "int_contents", "[-2147483648,0,2147483647]")]
    [InlineData("INT64", ElementType.Int64, "int64_contents", "[-9007199254740991,0,9007199254740991]")]
    [InlineData("UINT8", ElementType.UInt8, "uint_contents", "[0,1,255]")]
    [InlineData("UINT16", ElementType.UInt16, "uint_contents", "[0,300,65535]")]
    [InlineData("UINT32", ElementType.UInt32, "uint_contents", "[0,300,4294967295]")]
    [InlineData("UINT64", ElementType.UInt64, "uint64_contents", "[0,300,9007199254740991]")]
    [InlineData("FP32", ElementType.Float32, "fp32_contents", "[-1.5,0,16777216]")]
    [InlineData("FP64", ElementType.Float64, "fp64_contents", "[-1.1,0,1e+300]")]
    [InlineData("BYTES", ElementType.String, "bytes_contents", """["", "w7xiZXI=", "eA=="]""")]
    public async Task Typed_contents_of_every_datatype_come_back_typed(
        string datatype, ElementType type, string field, string values)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(type, -1));
        var request = Infer(datatype, [3]);
        request["inputs"]![0]!["contents"] = new JsonObject { [field] = JsonNode.Parse(values) };

        var answer = (await client.CallAsync(rig.Host, "ModelInfer", request)).Message;

        var output = Assert.Single(answer["outputs"]!.AsArray())!;
        Assert.Equal(datatype, (string?)output["datatype"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(values), output["contents"]![field]), output.ToJsonString());
    }

    [ProgramFact("npm")]
    public async Task Text_travels_raw_with_lengths_before_it()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.String, -1));
        byte[] bytes = [2, 0, 0, 0, 0xC3, 0xBC, 0, 0, 0, 0];
        var request = Infer("BYTES", [2]);
        request["raw_input_contents"] = new JsonArray(Convert.ToBase64String(bytes));

        var answer = (await client.CallAsync(rig.Host, "ModelInfer", request)).Message;

        Assert.Equal(bytes, Convert.FromBase64String((string)answer["raw_output_contents"]![0]!));
    }

    [ProgramFact("npm")]
    public async Task Only_the_outputs_asked_for_are_given()
    {
        var info = new TensorInfo("x", ElementType.Int64, [-1]);
        var scorer = new FunctionScorer(
            new ScorerSchema([info], [info, info with { Name = "y" }]),
            (inputs, _) => [inputs[0], inputs[0] with { Name = "y" }]);
        await using var rig = await ServingRig.StartAsync(scorer);
        var request = Infer("INT64", [1]);
        request["inputs"]![0]!["contents"] = new JsonObject { ["int64_contents"] = new JsonArray(7) };
        request["outputs"] = new JsonArray(new JsonObject { ["name"] = "y" });

        var answer = (await client.CallAsync(rig.Host, "ModelInfer", request)).Message;

        Assert.Equal("y", (string?)Assert.Single(answer["outputs"]!.AsArray())!["name"]);
    }

    [ProgramFact("npm")]
    public async Task A_client_that_compresses_is_understood_and_understands()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));
        var request = Infer("INT64", [1_000]);
        request["raw_input_contents"] = new JsonArray(Convert.ToBase64String(new byte[8_000]));

        var answer = await client.CallAsync(Call(rig, "ModelInfer") with { Requests = [request], Gzip = true });

        Assert.Equal(
            new byte[8_000], Convert.FromBase64String((string)answer.Message["raw_output_contents"]![0]!));
    }

    [ProgramFact("npm")]
    public async Task A_stream_answers_in_order_and_goes_on_after_a_bad_request()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));
        JsonNode[] requests = [Numbers("a", 1), Numbers("b", 2), Numbers("c", 3)];
        requests[1]["model_name"] = "nobody";

        var answer = await client.CallAsync(Call(rig, "ModelStreamInfer") with { Requests = requests });

        Assert.Equal(0, answer.Code);
        Assert.Equal(
            ["a", null, "c"], answer.Messages.Select(message => (string?)message["infer_response"]?["id"]));
        Assert.Contains("nobody", (string?)answer.Messages[1]["error_message"]);
    }

    [ProgramFact("npm")]
    public async Task Errors_have_statuses_and_messages_in_any_language()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));
        var unknown = Numbers("a", 1);
        unknown["model_name"] = "größe 100%";
        var wrong = Infer("FP32", [1]);

        var notFound = await client.CallAsync(rig.Host, "ModelInfer", unknown);
        var mismatch = await client.CallAsync(rig.Host, "ModelInfer", wrong);

        Assert.Equal((5, "No model 'größe 100%' is served here; served: 'm'."), (notFound.Code, notFound.Details));
        Assert.Equal((3, "Input 'x' has datatype FP32, expected INT64."), (mismatch.Code, mismatch.Details));
    }

    [ProgramFact("npm")]
    public async Task A_deadline_ends_the_run_of_the_model()
    {
        var ended = new TaskCompletionSource();
        var x = new TensorInfo("x", ElementType.Int64, [-1]);
        await using var rig = await ServingRig.StartAsync(new FunctionScorer(new ScorerSchema([x], [x]), (_, token) =>
        {
            token.WaitHandle.WaitOne();
            ended.TrySetResult();
            throw new OperationCanceledException(token);
        }));

        var answer = await client.CallAsync(
            Call(rig, "ModelInfer") with { Requests = [Numbers("a", 1)], DeadlineMs = 300 });

        Assert.Equal(4, answer.Code);
        await Patience.For(ended.Task, "the model to be told");
    }

    [ProgramFact("npm")]
    public async Task Health_is_told_of_the_host_of_services_and_of_models()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));
        var check = Call(rig, "Check") with { Service = "health" };
        foreach (var name in (string[])["", "inference.GRPCInferenceService", "m"])
        {
            var health = await client.CallAsync(check with { Requests = [new JsonObject { ["service"] = name }] });
            Assert.Equal("SERVING", (string?)health.Message["status"]);
        }

        var unknown = await client.CallAsync(check with { Requests = [new JsonObject { ["service"] = "n" }] });
        Assert.Equal(5, unknown.Code);
    }

    [ProgramFact("npm")]
    public async Task Statistics_count_rows_and_runs()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));
        await client.CallAsync(rig.Host, "ModelInfer", Numbers("a", 1, 2, 3));
        await client.CallAsync(rig.Host, "ModelInfer", Numbers("b", 4));

        var answer = await client.CallAsync(rig.Host, "ModelStatistics", new JsonObject { ["name"] = "m" });

        var statistics = Assert.Single(answer.Message["model_stats"]!.AsArray())!;
        Assert.Equal((4, 2), ((int)statistics["inference_count"]!, (int)statistics["execution_count"]!));
        Assert.Equal(2, (int)statistics["inference_stats"]!["success"]!["count"]!);
        Assert.Equal([1, 3], statistics["batch_stats"]!.AsArray().Select(batch => (int)batch!["batch_size"]!));
    }

    [ProgramFact("npm")]
    public async Task A_model_is_unloaded_and_loaded_again()
    {
        await using var rig = await ServingRig.StartAsync(() => FunctionScorer.Echo(ElementType.Int64, -1));
        var model = new JsonObject { ["model_name"] = "m" };

        var unload = await client.CallAsync(rig.Host, "RepositoryModelUnload", model);
        var without = await client.CallAsync(rig.Host, "ModelInfer", Numbers("a", 1));
        var index = await client.CallAsync(rig.Host, "RepositoryIndex", new JsonObject());
        var ready = await client.CallAsync(rig.Host, "RepositoryIndex", new JsonObject { ["ready"] = true });
        var load = await client.CallAsync(rig.Host, "RepositoryModelLoad", model);
        var again = await client.CallAsync(rig.Host, "ModelInfer", Numbers("b", 1));

        Assert.Equal((0, 14, 0, 0), (unload.Code, without.Code, load.Code, again.Code));
        var entry = Assert.Single(index.Message["models"]!.AsArray())!;
        Assert.Equal(("m", "UNAVAILABLE"), ((string?)entry["name"], (string?)entry["state"]));
        Assert.Null(ready.Message["models"]);
    }

    private static GrpcNodeCall Call(ServingRig rig, string method) =>
        new(rig.Host.GrpcAddress.Authority, "inference", method);

    private static JsonObject Infer(string datatype, int[] shape) => new()
    {
        ["model_name"] = "m",
        ["inputs"] = new JsonArray(new JsonObject
        {
            ["name"] = "x",
            ["datatype"] = datatype,
            ["shape"] = new JsonArray([.. shape.Select(extent => (JsonNode)extent)]),
        }),
    };

    private static JsonObject Numbers(string id, params long[] values)
    {
        var request = Infer("INT64", [values.Length]);
        request["id"] = id;
        request["inputs"]![0]!["contents"] =
            new JsonObject { ["int64_contents"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };
        return request;
    }
}
