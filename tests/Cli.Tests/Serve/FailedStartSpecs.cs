using Tracking.TestKit;

namespace Tracking.Cli.Tests.Serve;

public sealed class FailedStartSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task One_that_fails_while_ONNX_Runtime_is_set_up_waits_for_it_before_its_end()
    {
        var wentOn = _folder["went-on"];
        await using var serve = CliProcess.Start(
            _folder.Path,
            [
                ("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location),
                (StartupHook.WentOnVariable, wentOn),
            ],
            "serve", "-m", ".", "--restrict", "everything=open");

        Assert.Equal(ExitCodes.Failure, await serve.ExitCodeAsync());
        Assert.Contains("--restrict has 'everything=open'", Assert.Single(serve.Errors.Split('\n')));
        Assert.True(File.Exists(wentOn), "The process ended while ONNX Runtime was set up.");
    }

    public void Dispose() => _folder.Dispose();
}
