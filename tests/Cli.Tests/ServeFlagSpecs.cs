using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class ServeFlagSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("--model-repository", "nowhere", "--model-repository is 'nowhere', expected a folder of models.")]
    [InlineData("--version-policy", "newest", "newest")]
    [InlineData("--poll-seconds", "-1", "--poll-seconds is '-1', expected a number from 0 to")]
    [InlineData("--poll-seconds", "1e12", "--poll-seconds is '1e12', expected a number from 0 to")]
    [InlineData("--unload-after-idle-seconds", "-1", "--unload-after-idle-seconds is '-1'")]
    [InlineData("--latency-target-ms", "-5", "--latency-target-ms is '-5'")]
    [InlineData("--max-batch-delay-ms", "-5", "--max-batch-delay-ms is '-5'")]
    [InlineData("--batching", "sometimes", "'sometimes'")]
    [InlineData("--max-body-bytes", "many", "--max-body-bytes")]
    [InlineData("--grpc-port", "http", "--grpc-port")]
    [InlineData("--model-uri", "models:/", "--model-uri is 'models:/', expected")]
    [InlineData("--max-batch", "0", "MaxRows is 0")]
    [InlineData("--max-queue", "0", "MaxQueuedRequests is 0")]
    [InlineData("--memory-budget-mb", "-1", "MemoryBudgetBytes is -1048576")]
    [InlineData("--access-log", "loud", "--access-log is 'loud', expected one of off, text, json.")]
    [InlineData("--grpc-port", "70000", "GrpcPort is 70000")]
    [InlineData("--timeout", "0", "RequestTimeout is")]
    public async Task A_value_that_makes_no_sense_is_named(string flag, string value, string said)
    {
        var call = await CliCall.RunAsync("serve", "-m", _folder.Path, "-p", "0", flag, value);

        Assert.NotEqual(ExitCodes.Success, call.Code);
        Assert.Contains(said, call.Errors, StringComparison.Ordinal);
        Assert.Empty(call.Output);
    }

    [Fact]
    public async Task Something_to_serve_is_needed()
    {
        var call = await CliCall.RunAsync("serve", "-p", "0");

        Assert.NotEqual(ExitCodes.Success, call.Code);
        Assert.Contains(
            "Option '--model-uri' is required, or --config, --model-repository, or --registry-alias.",
            call.Errors,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
