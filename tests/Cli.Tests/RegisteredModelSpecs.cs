using System.Net.Http.Json;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class RegisteredModelSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_registered_model_is_served_by_alias_version_run_and_id()
    {
        await using var server = CliProcess.Start(_folder.Path, "server", "--port", "0");
        var address = await server.AddressAsync();
        var model = await DoublingModel.RegisterAsync(address, _folder);

        foreach (var uri in new[]
        {
            "models:/doubling@champion", "models:/doubling/1", "models:/doubling/latest", model.ModelUri,
            $"runs:/{model.RunId}/model",
        })
        {
            await using var serve = CliProcess.Start(
                _folder.Path, "serve", "-m", uri, "-p", "0", "--tracking-uri", address.ToString());

            Assert.Equal("""{"predictions":{"doubled":[3.0,5.0]}}""", await ScoreAsync(await serve.AddressAsync()));
        }
    }

    [Theory]
    [InlineData("models:/doubling@nobody", "Registered model alias nobody not found")]
    [InlineData("models:/doubling/7", "Model Version (name=doubling, version=7) not found")]
    [InlineData("models:/nothing/1", "not found")]
    [InlineData("runs:/0123456789abcdef/model", "Run with id=0123456789abcdef not found")]
    public async Task What_the_registry_does_not_know_is_one_clear_line(string uri, string named)
    {
        await using var server = CliProcess.Start(_folder.Path, "server", "--port", "0");
        var address = await server.AddressAsync();
        await DoublingModel.RegisterAsync(address, _folder);

        await using var serve = CliProcess.Start(
            _folder.Path, "serve", "-m", uri, "-p", "0", "--tracking-uri", address.ToString());

        Assert.Equal(ExitCodes.Failure, await serve.ExitCodeAsync());
        Assert.Contains(named, Assert.Single(serve.Errors.Split('\n')));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> ScoreAsync(Uri host)
    {
        using var http = new HttpClient { BaseAddress = host };
        var answer = await http.PostAsJsonAsync("invocations", new { inputs = new[] { 1.5, 2.5 } });
        return await answer.Content.ReadAsStringAsync();
    }
}
