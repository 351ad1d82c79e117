using System.Text;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests.BatchScoring;

public sealed class ParamsSpecs : IAsyncLifetime, IDisposable
{
    private const string Signature = """
        signature:
          inputs: '[{"type": "double", "name": "a", "required": true}]'
          outputs: null
          params: '[{"name": "factor", "type": "long", "default": 2, "shape": null}]'
        """;

    private BatchRig _rig = null!;

    public async Task InitializeAsync() => _rig = await BatchRig.OpenAsync(
        new FunctionScorer(
            new ScorerSchema(
                [
                    new TensorInfo("a", ElementType.Float64, [-1]),
                    new TensorInfo("factor", ElementType.Int64, []) { IsOptional = true },
                ],
                [new TensorInfo("b", ElementType.Float64, [-1])]),
            (inputs, _) => Multiply(inputs)),
        Signature);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(null, "2.0\n6.0\n")]
    [InlineData("""{"factor": 10}""", "10.0\n30.0\n")]
    public async Task Parameters_count_for_every_row_and_are_those_of_the_signature_where_none_are_given(
        string? given, string expected)
    {
        var result = await _rig.RunAsync(_rig.Job("a\n1\n3\n") with { Params = Parse(given) });

        Assert.Equal((2, 0), (result.Rows, result.Rejected));
        Assert.Equal("b\n" + expected, await File.ReadAllTextAsync(_rig.Output));
    }

    [Fact]
    public async Task A_parameter_that_does_not_fit_ends_the_job_before_its_first_row()
    {
        var message = await _rig.FailAsync(_rig.Job("a\n1\n") with { Params = Parse("""{"factor": "many"}""") });

        Assert.Contains("factor", message, StringComparison.Ordinal);
        Assert.False(File.Exists(_rig.Rejected));
    }

    [Theory]
    [InlineData("""{"inputs": {"a": [3]}}""", """{"predictions":[{"b":30.0}]}""")]
    [InlineData("""{"inputs": {"a": [3]}, "params": {"factor": 5}}""", """{"predictions":[{"b":30.0}]}""")]
    public void Parameters_beside_a_request_count_in_place_of_its_own(string body, string expected)
    {
        var answer = _rig.Model.Invoke(
            Encoding.UTF8.GetBytes(body), "application/json", Parse("""{"factor": 10}"""), CancellationToken.None);

        Assert.Equal(expected, Encoding.UTF8.GetString(answer));
    }

    private static JsonObject? Parse(string? json) => json is null ? null : (JsonObject?)JsonNode.Parse(json);

    private static IReadOnlyList<NamedTensor> Multiply(IReadOnlyList<NamedTensor> inputs)
    {
        var factor = inputs.Get<long>("factor").Data.Span[0];
        var values = inputs.Get<double>("a").Data.ToArray().Select(value => value * factor).ToArray();
        return [new NamedTensor("b", new Tensor<double>(values, values.Length))];
    }
}
