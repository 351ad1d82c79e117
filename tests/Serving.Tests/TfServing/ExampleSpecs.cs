using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.TfServing;

public class ExampleSpecs
{
    private static readonly ScorerSchema Schema = new(
        [new TensorInfo("a", ElementType.Float32, [-1, 1]), new TensorInfo("b", ElementType.Float32, [-1, 2])],
        [
            new TensorInfo("label", ElementType.Int64, [-1]), new TensorInfo("sum", ElementType.Float32, [-1, 1]),
            new TensorInfo("scores", ElementType.Float64, [-1, 2]),
        ]);

    [Fact]
    public async Task Classify_gives_each_example_its_labels_with_scores()
    {
        await using var rig = await StartAsync(folder: "cat\ndog");

        var answer = await PredictSpecs.PostAsync(
            rig, "/v1/models/m:classify", """{"examples":[{"a":1,"b":[2,3]},{"a":[4],"b":[5,6]}]}""");

        Assert.Equal("""{"results":[[["cat",2.0],["dog",3.0]],[["cat",5.0],["dog",6.0]]]}""", answer.Text);
    }

    [Fact]
    public async Task The_context_is_shared_and_an_example_has_the_last_word()
    {
        await using var rig = await StartAsync();

        var answer = await PredictSpecs.PostAsync(
            rig,
            "/v1/models/m:regress",
            """{"examples":[{"a":1},{"a":2,"b":[0,0]}],"context":{"b":[10,20]},"signature_name":"serving_default"}""");

        Assert.Equal("""{"results":[31.0,2.0]}""", answer.Text);
    }

    [Theory]
    [InlineData("""{"instances":[1]}""", "no 'examples'")]
    [InlineData("""{"examples":{"a":1}}""", "'examples' is an object, expected a list")]
    [InlineData("""{"examples":[{"a":1,"b":[1,2]}],"context":[1]}""", "'context' is a list, expected an object")]
    [InlineData("""{"examples":[{"a":1}]}""", "Input 'b' is missing")]
    [InlineData("""{"examples":[{"a":1,"b":[1]}]}""", "has shape [1,1], expected [-1,2]")]
    [InlineData("""{"examples":[{"a":1,"b":[1,2]},{"a":1,"b":[1]}]}""", "ragged")]
    public async Task Bad_examples_are_refused(string body, string message)
    {
        await using var rig = await StartAsync();

        var answer = await PredictSpecs.PostAsync(rig, "/v1/models/m:classify", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
    }

    [Fact]
    public async Task A_model_without_scores_cannot_classify()
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Int64, -1));

        var classified = await PredictSpecs.PostAsync(rig, "/v1/models/m:classify", """{"examples":[{"x":1}]}""");
        var explained = await PredictSpecs.PostAsync(rig, "/v1/models/m:explain", """{"instances":[1]}""");

        Assert.Equal(400, classified.Status);
        Assert.Contains("cannot classify", classified.Message);
        Assert.Equal(501, explained.Status);
    }

    private static Task<ServingRig> StartAsync(string? folder = null)
    {
        var scorer = new FunctionScorer(Schema, (inputs, _) =>
        {
            var a = ((Tensor<float>)inputs.First(input => input.Name == "a").Tensor).Data.ToArray();
            var b = ((Tensor<float>)inputs.First(input => input.Name == "b").Tensor).Data.ToArray();
            var sums = a.Select((x, i) => x + b[2 * i] + b[(2 * i) + 1]).ToArray();
            return
            [
                new NamedTensor("label", new Tensor<long>(new long[a.Length], a.Length)),
                new NamedTensor("sum", new Tensor<float>(sums, a.Length, 1)),
                new NamedTensor("scores", new Tensor<double>(b.Select(x => (double)x).ToArray(), a.Length, 2)),
            ];
        });
        return ServingRig.StartAsync(
            scorer, mlModelRest: null, null, files => files.Write("labels.txt", folder ?? string.Empty));
    }
}
