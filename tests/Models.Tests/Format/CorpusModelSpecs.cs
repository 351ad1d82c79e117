using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Signatures;
using Tracking.TestKit;

namespace Tracking.Models.Tests.Format;

/// <summary>Folders that MLflow wrote.</summary>
public class CorpusModelSpecs
{
    private static readonly string[] Names = ["onnx_iris", "onnx_iris_cols", "onnx_nosig", "pyfunc_typed"];

    [CorpusFact]
    public async Task Every_folder_opens_with_what_its_file_says()
    {
        var model = (await ModelDirectory.OpenAsync(PathOf("onnx_iris"))).MlModel;

        Assert.Equal(["onnx", "python_function"], model.Flavors.Keys);
        Assert.Equal("model.onnx", model.Flavors["onnx"].Text("data"));
        Assert.Equal(["CUDAExecutionProvider", "CPUExecutionProvider"], model.Flavors["onnx"].Texts("providers"));
        Assert.Null(model.Flavors["onnx"].Section("onnx_session_options"));
        Assert.Equal("python_env.yaml", model.Flavors["python_function"].Section("env")!.Text("virtualenv"));
        Assert.Equal("3.11.2.dev0", model.MlflowVersion);
        Assert.Equal("4e5b27e9e0fd478a9296b2ed53ddff1f", model.ModelUuid);
        Assert.Equal(788, model.ModelSizeBytes);
        Assert.Null(model.ModelId);
        Assert.Null(model.RunId);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 7, 33, 23, 157, 63, TimeSpan.Zero), model.CreatedAt);
        Assert.Equal(
            new SavedInputExample("ndarray", "input_example.json", "serving_input_example.json"), model.InputExample);
        Assert.Equal("[Tensor('float32', (-1, 4))]", model.Signature!.Inputs!.ToString());
    }

    [CorpusFact]
    public void Every_file_survives_reading_and_writing()
    {
        foreach (var name in Names)
        {
            var model = ModelDirectory.Open(PathOf(name)).MlModel;

            var again = MlModel.Parse(model.ToYaml());

            Assert.True(JsonNode.DeepEquals(model.ToJson(), again.ToJson()), name);
            Assert.Equal(model.Content.Keys, again.Content.Keys);
        }
    }

    [CorpusFact]
    public void Every_signature_is_printed_as_MLflow_printed_it()
    {
        foreach (var name in Names)
        {
            var model = ModelDirectory.Open(PathOf(name)).MlModel;

            Assert.Equal(model.Content.Json("signature")?.ToJsonString(), model.Signature?.ToJson().ToJsonString());
        }
    }

    [CorpusFact]
    public void A_table_signature_has_typed_columns_and_parameters()
    {
        var signature = ModelDirectory.Open(PathOf("pyfunc_typed")).MlModel.Signature!;

        Assert.Equal(
            [
                new ColumnSpec("i", DataType.Integer), new("l", DataType.Long), new("d", DataType.Double),
                new("f", DataType.Float), new("s", DataType.String), new("b", DataType.Boolean),
                new("dt", DataType.DateTime),
            ],
            signature.Inputs!.Columns);
        Assert.Equal(
            "['sum': double (required), 's': string (required), 'b': boolean (required)]",
            signature.Outputs!.ToString());
        Assert.Equal("'k': double (default: 1.0)", signature.Params![0].ToString());
        Assert.True(signature.Params[2].IsList);
    }

    private static string PathOf(string name) => Corpus.PathOf("models", name);
}
