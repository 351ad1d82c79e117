using Tracking.Cli.Commands.Doctor;
using Tracking.Cli.Commands.Models.Inspection;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models;

/// <summary>What <c>models validate</c> finds of a model's answers.</summary>
public sealed class ValidatedAnswerSpecs : IDisposable
{
    private const long Gigabyte = 1_000_000_000;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_output_that_no_tensor_holds_is_named_with_its_size_and_not_tried()
    {
        await WriteAsync(graph => graph.Output(
            Expand(graph, 1_000_000, 1_000_000), ElementType.Float32, 1_000_000, 1_000_000));

        var call = await CliCall.RunAsync("models", "validate", _folder["model"]);

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Matches(@"(?m)^fail  outputs +'y' is float32 \(1000000, 1000000\), 4 TB at least; ", call.Output);
        Assert.Matches("(?m)^-  +example +Not scored", call.Output);
    }

    [Fact]
    public async Task A_size_that_the_file_does_not_state_is_what_the_runtime_finds_of_it()
    {
        await WriteAsync(graph => graph.Output(
            Expand(graph, 1_000_000, 1_000_000), ElementType.Float32, "rows", "columns"));

        var call = await CliCall.RunAsync("models", "validate", _folder["model"]);

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Matches(@"(?m)^fail  outputs +'y' is float32 \(1000000, 1000000\), 4 TB at least; ", call.Output);
    }

    [Fact]
    public async Task A_row_is_made_up_where_there_is_no_example()
    {
        await DoublingModel.WriteAsync(_folder["model"]);
        var well = await CliCall.SucceedAsync("models", "validate", _folder["model"]);
        Directory.Delete(_folder["model"], recursive: true);
        await WriteAsync(graph => graph.Output(
            graph.ReduceSum(Expand(graph, 1_000_000, 1_000_000), graph.Initializer("axes", [0L, 1], 2), name: "sum"),
            ElementType.Float32, 1, 1));
        var huge = await CliCall.SucceedAsync("models", "validate", _folder["model"]);

        Assert.Matches(@"(?m)^ok +example +None was saved; a made-up row is answered with \d+ bytes\.", well.Output);
        Assert.Matches("(?m)^warn +example +None was saved, and a made-up row fails: The model failed", huge.Output);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        var signature = new ModelSignature(ModelSchema.OfTensors(new TensorSpec("x", ElementType.Float32, [-1])),
            ModelSchema.OfTensors(new TensorSpec("y", ElementType.Float32, [-1])));
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder["model"],
            DotnetFunctionFlavor.Content(DotnetFunctionSource.Of(EndlessFunction.Predict), signature) with
            {
                InputExample = ModelExample.OfTensor(new Tensor<float>(new float[] { 1 }, 1)),
            },
            Patience.Token());

        var call = await CliCall.RunAsync("models", "validate", _folder["model"], "--timeout", "0.1");
        var wrong = await CliCall.RunAsync("models", "validate", _folder["model"], "--timeout", "0");

        Assert.Equal((ExitCodes.Failure, ExitCodes.Usage), (call.Code, wrong.Code));
        Assert.Matches(@"(?m)^fail  example +There was no answer within 0\.1 s\.", call.Output);
        Assert.Contains("--timeout is '0', expected seconds, more than 0 and at most 86400.", wrong.Errors);
    }

    [Theory]
    [InlineData(250_000_000, 2, FindingLevel.Warn)]
    [InlineData(250_000_000, 1, null)]
    [InlineData(-1, 8, null)]
    [InlineData(0, 8, null)]
    public void All_outputs_together_are_held_against_the_memory(long extent, int count, object? level)
    {
        var graph = new ScorerSchema([], [.. Enumerable.Range(0, count).Select(
            i => new TensorInfo($"y{i}", ElementType.Float32, [-1, extent]))]);

        var found = OutputFindings.Look(graph, Gigabyte).SingleOrDefault();

        Assert.Equal(level, found?.Level);
        if (found is not null)
        {
            Assert.Equal(
                "An answer has 2 GB at least, and this machine 1 GB: 'y0' float32 (-1, 250000000), "
                + "'y1' float32 (-1, 250000000).",
                found.Detail);
        }
    }

    private static OnnxValue Expand(OnnxModelBuilder graph, params long[] shape) => graph.Add(
        new OnnxNode(
            "Expand",
            [graph.Input("x", ElementType.Float32, 1, 1), graph.Initializer("shape", shape, shape.Length)])
        {
            Outputs = ["y"],
        })[0];

    private Task<ModelDirectory> WriteAsync(Action<OnnxModelBuilder> build)
    {
        var graph = new OnnxModelBuilder("huge");
        build(graph);
        return new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder["model"],
            new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", graph.ToBytes())]),
            Patience.Token());
    }
}

public static class EndlessFunction
{
    public static IReadOnlyList<NamedTensor> Predict(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
    {
        token.WaitHandle.WaitOne();
        token.ThrowIfCancellationRequested();
        return inputs;
    }
}
