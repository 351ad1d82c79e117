using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

public class DocsSpecs
{
    private static readonly TensorInfo X = new("x", ElementType.Float32, [-1, 4]);

    [Fact]
    public async Task Infer_is_typed_by_the_models_tensors()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(X));

        var api = (await rig.SendAsync(HttpMethod.Get, "/openapi.json")).Json;
        var body = api["paths"]!["/v2/models/m/infer"]!["post"]!["requestBody"]!["content"]!["application/json"]!;
        var input = body["schema"]!["properties"]!["inputs"]!["items"]!["oneOf"]![0]!["properties"]!;

        Assert.Equal("3.1.0", (string?)api["openapi"]);
        Assert.Equal(
            ("x", "FP32"), ((string?)input["name"]!["const"], (string?)input["datatype"]!["const"]));
        Assert.Equal(4, (int)input["shape"]!["prefixItems"]![1]!["const"]!);
    }

    [Fact]
    public async Task Invocations_are_typed_by_the_signature_and_show_the_models_example()
    {
        const string rest = """
            signature:
              inputs: '[{"type": "double", "name": "width", "required": true}]'
              outputs: null
            saved_input_example_info:
              artifact_path: input_example.json
              serving_input_path: serving_input_example.json
              type: dataframe

            """;
        var width = new TensorInfo("width", ElementType.Float64, [-1, 1]);
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(width), rest, null, folder =>
            folder.Write("serving_input_example.json", """{"dataframe_records": [{"width": 1.5}]}"""));

        var api = (await rig.SendAsync(HttpMethod.Get, "/openapi.json")).Json;
        var body = api["paths"]!["/invocations"]!["post"]!["requestBody"]!["content"]!["application/json"]!;
        var row = body["schema"]!["oneOf"]![0]!["properties"]!["dataframe_records"]!["items"]!;

        Assert.Equal("number", (string?)row["properties"]!["width"]!["type"]);
        Assert.Equal("width", (string?)row["required"]![0]);
        Assert.Equal(1.5, (double)body["example"]!["dataframe_records"]![0]!["width"]!);
    }

    [Fact]
    public async Task Floats_of_32_bits_are_shown_by_their_shortest_digits()
    {
        const string rest = """
            saved_input_example_info:
              artifact_path: input_example.json
              serving_input_path: serving_input_example.json
              type: ndarray

            """;
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(X), rest, null, folder => folder.Write(
            "serving_input_example.json", """{"inputs": [[5.099999904632568, 0.10000000149011612, 1.5, 2.0]]}"""));

        var paths = (await rig.SendAsync(HttpMethod.Get, "/openapi.json")).Json["paths"]!;
        var shown = ((string[])["/invocations", "/v2/models/m/infer"]).Select(path => paths[path]!["post"]!
            ["requestBody"]!["content"]!["application/json"]!["example"]!["inputs"]!.ToJsonString()).ToList();

        Assert.Equal("[[5.1,0.1,1.5,2.0]]", shown[0]);
        Assert.Contains("\"data\":[5.1,0.1,1.5,2.0]", shown[1]);
    }

    [Fact]
    public async Task The_page_may_run_its_own_script_and_nothing_else()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Of(X));

        using var response = await rig.Client.GetAsync("/docs", Patience.Token());
        var page = await response.Content.ReadAsStringAsync(Patience.Token());
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        var script = page.Split("<script>")[1].Split("</script>")[0];
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

        Assert.Contains("default-src 'none'", policy);
        Assert.Contains($"script-src 'sha256-{digest}'", policy);
        Assert.DoesNotContain("src=", page);
    }
}
