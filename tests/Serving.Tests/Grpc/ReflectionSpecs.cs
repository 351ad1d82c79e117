using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Tracking.Models.Tensors;
using Tracking.Serving.Protocols.Grpc.Reflection;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Grpc;

public class ReflectionSpecs(NodeGrpcClient client) : IClassFixture<NodeGrpcClient>
{
    [ProgramFact("npm")]
    public async Task Services_are_listed_and_described_by_symbol_and_by_file()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var answers = await AskAsync(
            rig,
            new() { ["list_services"] = "" },
            new() { ["file_containing_symbol"] = "inference.GRPCInferenceService.ModelInfer" },
            new() { ["file_containing_symbol"] = "grpc.health.v1.HealthCheckResponse.ServingStatus" },
            new() { ["file_by_filename"] = "open_inference.proto" });

        Assert.Equal(
            ["inference.GRPCInferenceService", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"],
            answers[0]["list_services_response"]!["service"]!.AsArray().Select(one => (string?)one!["name"]));
        Assert.Equal("open_inference.proto", FileOf(answers[1]).Name);
        Assert.Equal("health.proto", FileOf(answers[2]).Name);
        Assert.NotNull(FileOf(answers[3]).FindTypeByName<ServiceDescriptor>("GRPCInferenceService"));
        Assert.Equal("open_inference.proto", (string?)answers[3]["original_request"]!["file_by_filename"]);
    }

    [ProgramFact("npm")]
    public async Task What_is_not_there_is_an_error_within_the_stream()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var answers = await AskAsync(
            rig,
            new() { ["file_containing_symbol"] = "nobody.Here" },
            new() { ["file_by_filename"] = "nothing.proto" },
            new() { ["all_extension_numbers_of_type"] = "inference.ModelInferRequest" });

        Assert.Equal([5, 5, 5], answers.Select(answer => (int)answer["error_response"]!["error_code"]!));
        Assert.Equal(
            "There is no symbol 'nobody.Here'.", (string?)answers[0]["error_response"]!["error_message"]);
    }

    // protoc -I Protos --descriptor_set_out=descriptors.pb, without json_name, makes the file anew.
    [Fact]
    public void What_is_told_is_what_the_files_say()
    {
        FileDescriptor[] compiled =
        [
            global::Inference.OpenInferenceReflection.Descriptor,
            global::Grpc.Health.V1.HealthReflection.Descriptor,
            global::Grpc.Reflection.V1.ReflectionReflection.Descriptor,
        ];

        Assert.Equal(
            compiled.Select(file => Convert.ToHexString(file.SerializedData.Span)),
            DescribedFile.All.Select(file => Convert.ToHexString(file.Descriptor)));
    }

    private async Task<JsonNode[]> AskAsync(ServingRig rig, params JsonObject[] questions)
    {
        var answer = await client.CallAsync(
            new GrpcNodeCall(rig.Host.GrpcAddress.Authority, "reflection", "ServerReflectionInfo")
            {
                Requests = questions,
            });
        Assert.Equal((0, questions.Length), (answer.Code, answer.Messages.Length));
        return answer.Messages;
    }

    private static FileDescriptor FileOf(JsonNode answer)
    {
        var bytes = answer["file_descriptor_response"]!["file_descriptor_proto"]!.AsArray()
            .Select(file => ByteString.FromBase64((string)file!));
        return Assert.Single(FileDescriptor.BuildFromByteStrings(bytes));
    }
}
