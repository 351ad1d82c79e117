using System.Text;
using System.Text.Json.Nodes;
using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models.Converted;

/// <summary>A toolkit's file converted, served and asked: the answers are the library's.</summary>
public sealed class ConvertedServingSpecs(TrainedModels models) : IClassFixture<TrainedModels>
{
    public static TheoryData<string> Files =>
        ["iris.ubj", "cancer.json", "species.sklearn.json", "scaled.sklearn.json", "histograms.sklearn.json"];

    [ToolkitTheory]
    [MemberData(nameof(Files))]
    public async Task A_converted_folder_answers_what_the_library_predicts(string file)
    {
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(new FolderUri(await models.ConvertAsync(file))));
        await using var host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());

        await AgreesAsync(host.Address, await models.AnswerAsync(file));
    }

    [ToolkitFact]
    public async Task The_tool_serves_one_as_a_process()
    {
        var folder = await models.ConvertAsync("species.sklearn.json");
        await using var process = CliProcess.Start(Path.GetTempPath(), "serve", "-m", folder, "-p", "0");

        await AgreesAsync(await process.AddressAsync(), await models.AnswerAsync("species.sklearn.json"));
    }

    [ToolkitTheory]
    [MemberData(nameof(Files))]
    public async Task A_converted_folder_is_found_well_and_described(string file)
    {
        var folder = await models.ConvertAsync(file);

        var valid = await CliCall.SucceedAsync("models", "validate", folder);
        var json = JsonNode.Parse(
            (await CliCall.SucceedAsync("models", "describe", folder, "--output", "json")).Output)!;

        Assert.EndsWith("All is well.\n", valid.Output);
        Assert.Equal("features", (string?)json["graph_inputs"]![0]!["name"]);
        Assert.Contains("onnx", json["mlmodel"]!["flavors"]!.AsObject().Select(flavor => flavor.Key));
        Assert.Equal(
            (await models.AnswerAsync(file)).Outputs.Select(output => output.Key),
            json["graph_outputs"]!.AsArray().Select(output => (string)output!["name"]!));
    }

    [Fact]
    public async Task A_folder_of_LightGbm_answers_what_its_leaves_say()
    {
        using var folder = new TempFolder();
        var input = folder.Write("model.txt", LightGbmStump.Text("binary sigmoid:1"));
        await CliCall.SucceedAsync("models", "convert", "-i", input, "-d", folder["model"]);
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(new FolderUri(folder["model"])));
        await using var host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());

        var (one, two) = (1 / (1 + Math.Exp(-1)), 1 / (1 + Math.Exp(-2)));
        await AgreesAsync(host.Address, new LibraryAnswer(
            ["a", "b"],
            new JsonArray(new JsonArray(0.4, 9), new JsonArray(0.6, null)),
            new JsonObject { ["prediction"] = new JsonArray(one, two) }));
        Assert.EndsWith("All is well.\n", (await CliCall.SucceedAsync("models", "validate", folder["model"])).Output);
    }

    private static async Task AgreesAsync(Uri address, LibraryAnswer expected)
    {
        using var client = new HttpClient { BaseAddress = address };
        foreach (var request in expected.Requests())
        {
            using var body = new StringContent(request, Encoding.UTF8, "application/json");
            using var response = await client.PostAsync("invocations", body, Patience.Token());
            expected.Agree(await response.Content.ReadAsStringAsync(Patience.Token()));
        }
    }
}
