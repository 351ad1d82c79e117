using System.Text;
using Tracking.Guides;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving.Offline;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Guides;

/// <summary>The guides write beside the working directory, as a reader's program does.</summary>
[Collection(GuideCollection.Name)]
public sealed class ModelsGuideSpecs : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;

    public ModelsGuideSpecs() => Environment.CurrentDirectory = _folder.Path;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Dispose();
    }

    [Fact]
    public async Task A_graph_made_in_code_scores_a_file_of_rows()
    {
        await ModelsGuide.SaveGraphAsync();
        _folder.Write("rows.csv", "a,b\n4,8\n0,0\n");

        var result = await ModelsGuide.ScoreFileAsync();

        Assert.Equal((2, 0), (result.Rows, result.Rejected));
        Assert.Equal(["6.0", "-1.0"], File.ReadLines(_folder["predictions.csv"]).Skip(1));
    }

    [Fact]
    public async Task A_class_is_saved_and_answers()
    {
        await ModelsGuide.SaveFunctionAsync();

        Assert.Equal(
            """{"predictions":[{"celsius":100.0}]}""",
            await AnswerOfAsync("./celsius", """{"dataframe_records": [{"fahrenheit": 212.0}]}"""));
    }

    [Fact]
    public async Task A_pipeline_of_two_models_answers_as_one()
    {
        await ModelsGuide.SavePipelineAsync(
            await SaveScaleAsync("scaler", "raw", "scaled"), await SaveScaleAsync("classifier", "x", "label"));

        Assert.Equal(
            """{"predictions":{"label":[[400.0],[1000.0]]}}""",
            await AnswerOfAsync("./pipeline", """{"inputs": {"raw": [[4], [10]]}}"""));
    }

    [Fact]
    public async Task A_host_serves_until_it_is_told_to_stop()
    {
        await ModelsGuide.SaveGraphAsync();
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        await ModelsGuide.ServeAsync(port: 0, stop.Token);
    }

    [Fact]
    public async Task Records_of_an_evaluation_dataset_are_stored_and_read()
    {
        await using var server = await GuideServer.StartAsync();

        await DatasetsGuide.RunAsync(server.Client, "0");

        var dataset = await server.Client.EvaluationDatasets.SearchAsync().SingleAsync();
        Assert.Equal("questions", dataset.Name);
    }

    private static async Task<string> AnswerOfAsync(string uri, string body)
    {
        using var model = await InProcessModel.OpenAsync(ModelUri.Parse(uri));
        return Encoding.UTF8.GetString(model.Invoke(Encoding.UTF8.GetBytes(body), "application/json"));
    }

    /// <summary>A model that answers ten times what comes in.</summary>
    private static async Task<ModelDirectory> SaveScaleAsync(string folder, string input, string output)
    {
        var graph = new OnnxModelBuilder(folder);
        var x = graph.Input(input, ElementType.Float32, "batch", 1);
        graph.Output(graph.Mul(x, graph.Initializer("ten", [10f]), name: output));
        return await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            folder,
            new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", graph.ToValidBytes())])
            {
                Signature = new ModelSignature(
                    ModelSchema.OfTensors(new TensorSpec(input, ElementType.Float32, [-1, 1])),
                    ModelSchema.OfTensors(new TensorSpec(output, ElementType.Float32, [-1, 1]))),
            });
    }
}
