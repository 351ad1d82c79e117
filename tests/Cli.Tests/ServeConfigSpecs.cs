using System.Net;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class ServeConfigSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task SIGHUP_reads_the_file_anew_and_a_fault_in_it_changes_nothing()
    {
        await DoublingModel.WriteAsync(_folder["doubling"]);
        Write("first");
        await using var serve = CliProcess.Start(_folder.Path, "serve", "--config", "serving.yaml", "--port", "0");
        using var http = new HttpClient { BaseAddress = await serve.AddressAsync() };
        var before = await StatusAsync(http, "first");

        Write("second");
        serve.Signal("HUP");
        while (await StatusAsync(http, "second") != HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        _folder.Write("serving.yaml", "models: 5\n");
        serve.Signal("HUP");
        var said = await serve.SaidAsync("goes on as it was");

        Assert.Contains("serving.yaml line 1: models is '5', expected a list of mappings", said);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound),
            (before, await StatusAsync(http, "second"), await StatusAsync(http, "first")));
        Assert.NotEqual(1, http.BaseAddress.Port);
        serve.Terminate();
        Assert.Equal(ExitCodes.Success, await serve.ExitCodeAsync());
    }

    [Theory]
    [InlineData("models: []\n", "serving.yaml names nothing to serve")]
    [InlineData("models:\n  - folder: nowhere\n", "nowhere")]
    [InlineData("access: {keys_file: none.txt}\n", "none.txt")]
    [InlineData("limit: 5\n", "serving.yaml line 1: limit is no setting")]
    public async Task A_file_that_cannot_be_served_ends_the_start_with_one_line(string text, string named)
    {
        var file = _folder.Write("serving.yaml", text);

        var call = await CliCall.RunAsync("serve", "--config", file, "--port", "0");

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Contains(named, Assert.Single(call.Errors.TrimEnd().Split('\n')));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string name) => _folder.Write(
        "serving.yaml",
        $"models:\n  - name: {name}\n    folder: doubling\nlisten: {{port: 1}}\nlifecycle: {{poll_seconds: 0}}\n");

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string model)
    {
        using var answer = await http.GetAsync($"v2/models/{model}", Patience.Token());
        return answer.StatusCode;
    }
}
