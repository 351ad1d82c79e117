using System.Text.Json.Nodes;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.OpenInference;

public class ClassificationSpecs
{
    [Fact]
    public async Task The_best_classes_of_each_row_come_with_their_labels()
    {
        await using var rig = await ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1, 3),
            mlModelRest: null,
            configure: null,
            folder => folder.Write("labels.txt", "cat\ndog\n\n"));

        var answer = await PostAsync(rig, "[2,3]", "[0.25,0.5,0.125, 3,1,2]", 2);

        Assert.Equal("BYTES", (string?)answer["datatype"]);
        Assert.Equal("[2,2]", answer["shape"]!.ToJsonString());
        Assert.Equal(["0.5:1:dog", "0.25:0:cat", "3:0:cat", "2:2"], Data(answer));
    }

    [Fact]
    public async Task More_classes_than_there_are_gives_all_of_them_and_equals_stay_in_order()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var answer = await PostAsync(rig, "[3]", "[1,7,1]", 100, "INT64");

        Assert.Equal(["7:1", "1:0", "1:2"], Data(answer));
    }

    [Fact]
    public async Task Text_has_no_classes()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.String, -1));

        var answer = await InferSpecs.PostAsync(rig, Body("[1]", "[\"a\"]", 1, "BYTES"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Output 'x' cannot be classified", answer.Message);
    }

    private static async Task<JsonNode> PostAsync(
        ServingRig rig, string shape, string data, int classes, string datatype = "FP32")
    {
        var answer = await InferSpecs.PostAsync(rig, Body(shape, data, classes, datatype));
        return answer.Json["outputs"]![0]!;
    }

    private static string Body(string shape, string data, int classes, string datatype) => $$"""
        {"inputs":[{"name":"x","shape":{{shape}},"datatype":"{{datatype}}","data":{{data}}}],
         "outputs":[{"name":"x","parameters":{"classification":{{classes}} } }]}
        """;

    private static IEnumerable<string?> Data(JsonNode output) => output["data"]!.AsArray().Select(one => (string?)one);
}
