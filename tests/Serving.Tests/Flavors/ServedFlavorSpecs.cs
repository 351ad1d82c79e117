using System.Text;
using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Flavors;

public sealed class ServedFlavorSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_function_of_dotnet_is_served()
    {
        var signature = new ModelSignature(
            ModelSchema.OfColumns(new ColumnSpec("a", DataType.Double), new ColumnSpec("b", DataType.Double)),
            ModelSchema.OfColumns(new ColumnSpec("sum", DataType.Double)));
        var source = DotnetFunctionSource.Of(ServedFunctions.Sum);
        await WriteAsync("model", DotnetFunctionFlavor.Content(source, signature));

        Assert.Equal(
            """{"predictions":[{"sum":3.0},{"sum":7.5}]}""",
            await InvokeAsync("""{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 2], [3.5, 4]]}}"""));
    }

    [Fact]
    public async Task A_composite_is_served()
    {
        var content = Composite.Pipeline([
            new CompositeStep("scale", WriteOnnx("scale", 10, "x", "scaled")),
            new CompositeStep("negate", WriteOnnx("negate", -1, "scaled", "y")),
        ]);
        await WriteAsync("model", content);

        Assert.Equal("""{"predictions":{"y":[-10.0,-25.0]}}""", await InvokeAsync("""{"inputs": {"x": [1, 2.5]}}"""));
    }

    [Theory]
    [InlineData("", "3.0", "11.0")]
    [InlineData(""", "params": {"factor": 0.5}""", "1.5", "5.5")]
    public async Task A_parameter_of_a_step_is_one_of_the_composite(string parameters, string first, string second)
    {
        var x = ModelSchema.OfTensors(new TensorSpec("x", ElementType.Float32, [-1, 2]));
        var y = ModelSchema.OfTensors(new TensorSpec("y", ElementType.Float32, [-1]));
        ParamSpec[] factor = [new("factor", DataType.Double, 1.0)];
        var step = await WriteAsync("step", DotnetFunctionFlavor.Content(
            DotnetFunctionSource.Of(ServedFunctions.Weigh), new ModelSignature(x, y, factor)));
        var columns = ModelSchema.OfColumns(new ColumnSpec("a", DataType.Float), new ColumnSpec("b", DataType.Float));
        await WriteAsync("model", Composite.Pipeline([new CompositeStep("weigh", step)]) with
        {
            Signature = new ModelSignature(columns, y, factor),
        });

        Assert.Equal(
            $$"""{"predictions":[{"y":{{first}}},{"y":{{second}}}]}""",
            await InvokeAsync(
                $$"""{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 2], [3, 8]]}{{parameters}}}"""));
    }

    [ProgramFact("python3")]
    public async Task A_python_function_is_served_by_the_machines_own_python()
    {
        _folder.Write("model/MLmodel", """
            flavors: {python_function: {loader_module: own, code: code}}
            signature:
              inputs: '[{"type": "long", "name": "n"}]'
              outputs: '[{"type": "string", "name": "word"}]'
              params: '[{"name": "letter", "type": "string", "default": "x", "shape": null}]'
            """);
        _folder.Write("model/code/own.py", """
            class Model:
                def predict(self, data, params):
                    print("noise")
                    return {"word": [params["letter"] * int(n) for n in data["n"]]}

            def _load_pyfunc(path):
                return Model()
            """);

        Assert.Equal(
            """{"predictions":[{"word":"xxx"},{"word":""}]}""",
            await InvokeAsync("""{"dataframe_records": [{"n": 3}, {"n": 0}]}"""));
        Assert.Equal(
            """{"predictions":[{"word":"yy"}]}""",
            await InvokeAsync("""{"params": {"letter": "y"}, "dataframe_records": [{"n": 2}]}"""));
        Assert.Contains(
            "Invalid parameters found", await InvokeAsync("""{"params": {"letter": 1}, "instances": [{"n": 2}]}"""));
    }

    private async Task<string> InvokeAsync(string body)
    {
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(new FolderUri(_folder["model"])));
        await using var host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());
        using var client = new HttpClient { BaseAddress = host.Address };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("invocations", content, Patience.Token());
        return await response.Content.ReadAsStringAsync(Patience.Token());
    }

    private Task<ModelDirectory> WriteAsync(string folder, ModelContent content) =>
        new ModelDirectoryWriter(TimeProvider.System).WriteAsync(_folder[folder], content, Patience.Token());

    private ModelDirectory WriteOnnx(string folder, float factor, string input, string output)
    {
        var model = new OnnxModelBuilder(folder);
        var x = model.Input(input, ElementType.Float32, "n");
        model.Output(
            model.Mul(x, model.Initializer<float>("factor", [factor], 1), output), ElementType.Float32, "n");
        _folder.Write($"{folder}/MLmodel", "flavors: {onnx: {data: model.onnx}}");
        File.WriteAllBytes(_folder[folder, "model.onnx"], model.ToBytes());
        return ModelDirectory.Open(_folder[folder]);
    }
}

public static class ServedFunctions
{
    /// <summary>The sum of each row times the parameter.</summary>
    public static IReadOnlyList<NamedTensor> Weigh(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
    {
        var factor = (float)inputs.Get<double>("factor").Data.Span[0];
        var sums = inputs.Get<float>("x").Data.ToArray().Chunk(2).Select(row => row.Sum() * factor).ToArray();
        return [new NamedTensor("y", new Tensor<float>(sums, sums.Length))];
    }

    public static IReadOnlyList<NamedTensor> Sum(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
    {
        var (a, b) = (inputs.Get<double>("a").Data.ToArray(), inputs.Get<double>("b").Data.ToArray());
        return [new NamedTensor("sum", new Tensor<double>(a.Zip(b, (x, y) => x + y).ToArray(), a.Length))];
    }
}
