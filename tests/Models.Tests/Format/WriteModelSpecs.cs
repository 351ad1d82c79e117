using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Tests.Format;

public sealed class WriteModelSpecs : IDisposable
{
    private const string ExpectedMlModel =
        """
        flavors:
          onnx:
            code: null
            data: model.onnx
            onnx_session_options: null
            onnx_version: 1.17.0
            providers:
            - CPUExecutionProvider
          python_function:
            data: model.onnx
            env:
              conda: conda.yaml
              virtualenv: python_env.yaml
            loader_module: mlflow.onnx
            python_version: 3.12.8
        is_signature_from_type_hint: false
        mlflow_version: 3.11.1
        model_id: null
        model_size_bytes: 129
        model_uuid: '4e5b27e9e0fd478a9296b2ed53ddff1f'
        prompts: null
        saved_input_example_info:
          artifact_path: input_example.json
          serving_input_path: serving_input_example.json
          type: ndarray
        signature:
          inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]'
          outputs: null
          params: null
        type_hint_from_example: false
        utc_time_created: '2026-11-21 07:33:23.157063'

        """;

    private static readonly Guid Id = Guid.Parse("4e5b27e9-e0fd-478a-9296-b2ed53ddff1f");

    private readonly TempFolder _temp = new();
    private readonly ModelDirectoryWriter _writer =
        new(new ManualTime(new DateTimeOffset(2026, 11, 21, 7, 33, 23, 157, 63, TimeSpan.Zero)), () => Id);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_written_folder_has_the_keys_that_MLflow_writes()
    {
        await _writer.WriteAsync(_temp["deep", "model"], Content());

        Assert.Equal(ExpectedMlModel, await File.ReadAllTextAsync(_temp["deep", "model", "MLmodel"]));
    }

    [Fact]
    public async Task The_example_is_written_as_itself_and_as_a_request()
    {
        await _writer.WriteAsync(_temp["model"], Content());

        Assert.Equal("[[5.099999904632568, 3.0]]", await File.ReadAllTextAsync(_temp["model", "input_example.json"]));
        Assert.Equal(
            """
            {
              "inputs": [
                [
                  5.099999904632568,
                  3.0
                ]
              ]
            }
            """,
            await File.ReadAllTextAsync(_temp["model", "serving_input_example.json"]));
    }

    [Fact]
    public async Task A_table_example_is_written_in_split_form()
    {
        var table = new Table(
            new NamedTensor("x", new Tensor<long>(new long[] { 1, 2 }, 2)),
            new NamedTensor("s", new StringTensor(["a", "ü"], 2)));

        var written = await _writer.WriteAsync(
            _temp["model"], Content() with { InputExample = ModelExample.OfTable(table) });

        Assert.Equal("split", written.MlModel.InputExample!.PandasOrient);
        Assert.Equal(
            """{"columns": ["x", "s"], "data": [[1, "a"], [2, "\u00fc"]]}""",
            await File.ReadAllTextAsync(_temp["model", "input_example.json"]));
    }

    [Fact]
    public async Task Named_tensors_make_an_example_by_name()
    {
        var example = ModelExample.OfTensors([new NamedTensor("x", new Tensor<bool>(new[] { true }, 1, 1))]);

        await _writer.WriteAsync(_temp["model"], Content() with { InputExample = example });

        Assert.Equal("""{"x": [[true]]}""", await File.ReadAllTextAsync(_temp["model", "input_example.json"]));
    }

    [Fact]
    public async Task The_environment_files_ask_for_what_the_flavor_needs()
    {
        await _writer.WriteAsync(_temp["model"], Content());

        var requirements = await File.ReadAllLinesAsync(_temp["model", "requirements.txt"]);
        Assert.Equal(["mlflow==3.11.1", "onnx==1.17.0", "onnxruntime>=1.21"], requirements);
        Assert.Contains("- python=3.12.8", await File.ReadAllLinesAsync(_temp["model", "conda.yaml"]));
        Assert.Contains("python: 3.12.8", await File.ReadAllLinesAsync(_temp["model", "python_env.yaml"]));
    }

    [Fact]
    public async Task What_was_given_is_read_back()
    {
        var written = await _writer.WriteAsync(_temp["model"], Content() with
        {
            RunId = "12345678901234567890123456789012",
            ModelId = "m-1",
            ArtifactPath = "model",
            Metadata = new JsonObject { ["note"] = "no", ["score"] = 1e-7, ["at"] = "2026-01-01" },
        });

        Assert.Equal("12345678901234567890123456789012", written.MlModel.RunId);
        Assert.Equal("m-1", written.MlModel.ModelId);
        Assert.Equal("model", written.MlModel.ArtifactPath);
        Assert.Equal("""{"note":"no","score":1E-07,"at":"2026-01-01"}""", written.MlModel.Metadata!.ToJsonString());
        Assert.Equal(Id.ToString("N"), written.MlModel.ModelUuid);
    }

    [Fact]
    public async Task A_folder_that_exists_is_left_alone()
    {
        _temp.Write("model/precious", "1");

        var error = await Assert.ThrowsAsync<IOException>(() => _writer.WriteAsync(_temp["model"], Content()));

        Assert.Contains("already exists", error.Message, StringComparison.Ordinal);
        Assert.Equal([_temp["model", "precious"]], Directory.GetFileSystemEntries(_temp["model"]));
    }

    [Fact]
    public async Task Nothing_stays_behind_when_writing_fails_half_way()
    {
        var content = Content();
        var broken = new ModelFile("more", () => throw new IOException("disk full"));
        content = content with { Files = [.. content.Files, broken] };

        var error = await Assert.ThrowsAsync<IOException>(() => _writer.WriteAsync(_temp["model"], content));

        Assert.Equal("disk full", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_temp.Path));
    }

    [Fact]
    public async Task The_folder_is_not_seen_before_it_is_whole()
    {
        var wasThere = true;
        var content = Content();
        var spy = new ModelFile("weights.bin", () =>
        {
            wasThere = Directory.Exists(_temp["model"]);
            return new MemoryStream([1]);
        });

        await _writer.WriteAsync(_temp["model"], content with { Files = [.. content.Files, spy] });

        Assert.False(wasThere);
        Assert.True(File.Exists(_temp["model", "weights.bin"]));
        Assert.Equal([_temp["model"]], Directory.GetFileSystemEntries(_temp.Path));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/x")]
    [InlineData("a//b")]
    [InlineData("MLmodel")]
    [InlineData("model.onnx")]
    public async Task A_file_outside_the_folder_or_written_twice_is_refused(string path)
    {
        var content = Content();
        content = content with { Files = [.. content.Files, ModelFile.Of(path, [1])] };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => _writer.WriteAsync(_temp["model"], content));

        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_its_data_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => _writer.WriteAsync(_temp["model"], Content() with { Files = [] }));

    private static ModelContent Content() =>
        new(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", new byte[35])])
        {
            Signature = new ModelSignature(ModelSchema.OfTensors(new TensorSpec(null, ElementType.Float32, [-1, 2]))),
            InputExample = ModelExample.OfTensor(new Tensor<float>(new[] { 5.1f, 3 }, 1, 2)),
        };
}
