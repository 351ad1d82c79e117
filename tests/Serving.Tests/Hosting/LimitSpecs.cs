using System.Net;
using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Hosting;

public class LimitSpecs
{
    private static readonly ScorerSchema Schema = new(
        [new TensorInfo("x", ElementType.Float32, [-1])], [new TensorInfo("x", ElementType.Float32, [-1])]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_with_or_without_a_length(bool chunked)
    {
        await using var rig = await ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1), configure: options => options.MaxBodyBytes = 100_000);
        using var request = Request(new string(' ', 200_000), chunked);

        using var response = await rig.Client.SendAsync(request, Patience.Token());
        var answer = await Answer.ReadAsync(response);

        Assert.Equal((413, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains("100000 bytes", answer.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_large_body_within_the_limit_arrives_whole(bool chunked)
    {
        await using var rig = await ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1));
        var numbers = string.Join(",", Enumerable.Range(0, 300_000).Select(i => i % 10));
        using var request = Request($$"""{"inputs":[{{numbers}}]}""", chunked);

        using var response = await rig.Client.SendAsync(request, Patience.Token());
        var answer = await Answer.ReadAsync(response);

        Assert.Equal(200, answer.Status);
        var values = answer.Json["predictions"]!["x"]!.AsArray();
        Assert.Equal(300_000, values.Count);
        Assert.Equal(9, (float)values[299_999]!);
    }

    [Fact]
    public async Task A_model_that_takes_too_long_is_stopped_and_the_caller_told()
    {
        var scorer = new FunctionScorer(Schema, (_, token) =>
        {
            token.WaitHandle.WaitOne(Patience.Limit);
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The deadline never came.");
        });
        await using var rig = await ServingRig.StartAsync(
            scorer, configure: options => options.RequestTimeout = TimeSpan.FromMilliseconds(50));

        var answer = await rig.InvokeAsync("""{"inputs": [1]}""");

        Assert.Equal((504, "text/plain; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Contains("did not answer within 0.05 s", answer.Text);
    }

    [Theory]
    [InlineData(ScoringFault.ModelFailed)]
    [InlineData(ScoringFault.InvalidInput)]
    public async Task A_model_that_fails_is_a_bad_request_with_its_own_words(ScoringFault fault)
    {
        var scorer = new FunctionScorer(Schema, (_, _) => throw new ScoringException(fault, "No such word."));
        await using var rig = await ServingRig.StartAsync(scorer);

        var answer = await rig.InvokeAsync("""{"inputs": [1]}""");

        Assert.Equal((400, "BAD_REQUEST", "No such word."), (answer.Status, answer.ErrorCode, answer.Message));
    }

    [Fact]
    public async Task A_bug_is_an_error_of_the_server_that_shows_nothing_inside()
    {
        var scorer = new FunctionScorer(Schema, (_, _) => throw new InvalidOperationException("secret"));
        await using var rig = await ServingRig.StartAsync(scorer);

        var answer = await rig.InvokeAsync("""{"inputs": [1]}""");

        Assert.Equal((500, "INTERNAL_ERROR"), (answer.Status, answer.ErrorCode));
        Assert.DoesNotContain("secret", answer.Text);
    }

    private static HttpRequestMessage Request(string body, bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/invocations")
        {
            Version = HttpVersion.Version11,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        return request;
    }
}
