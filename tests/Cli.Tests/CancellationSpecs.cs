using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class CancellationSpecs
{
    [Fact]
    public async Task A_stop_signal_ends_a_command_that_waits_for_its_server()
    {
        using var folder = new TempFolder();
        var asked = new TaskCompletionSource();
        await using var server = await StubServer.StartAsync(("/{**path}", async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }));
        await using var command = CliProcess.Start(
            folder.Path, "experiments", "search", "--tracking-uri", server.Address);

        await Patience.For(asked.Task, "the request");
        command.Terminate();

        Assert.Equal(ExitCodes.Cancelled, await command.ExitCodeAsync());
        Assert.Equal(("", "Cancelled."), (command.Output, command.Errors));
    }
}
