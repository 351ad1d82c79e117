using System.Text;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed class CliLineSpecs : IDisposable
{
    /// <summary>What a shell would run, split or expand if it were not quoted.</summary>
    private const string Hostile = "it's $(touch ran); \"q\" & `touch ran` <b> *";

    private static readonly string[] Tested =
    [
        "aliasLine", "registerLine", "stageLine", "deleteLine", "serveLine", "predictLine", "startRequest",
    ];

    private readonly TempFolder _folder = new();

    [Fact]
    public void Every_kind_of_line_is_tested_here() => Assert.Equal(Tested.Order(), ShownLines.Kinds().Order());

    [ProgramFact("node")]
    public async Task Lines_of_the_registry_do_what_they_say_as_pasted()
    {
        await using var server = await RunningTrackingServer.StartAsync();
        var (address, run) = (server.Address.ToString(), await DigitsModel.LogAsync(server.Address, _folder["model"]));
        object?[] register = ["registerLine", address, $"runs:/{run}/model", Hostile];
        var lines = await ShownLines.SplitAsync(
            _folder.Path,
            register,
            register,
            ["aliasLine", address, Hostile, "champion", "2", "0"],
            ["stageLine", address, Hostile, "2", "Production", true],
            ["deleteLine", address, Hostile, "1"],
            ["deleteLine", address, Hostile]);

        await RunAsync(lines[0], lines[1], lines[2], lines[3]);
        var champion = (await FindAsync(server, "registered-models/alias", "&alias=champion"))!.Value;
        await RunAsync(lines[4]);
        var first = await FindAsync(server, "model-versions/get", "&version=1");
        await RunAsync(lines[5]);

        Assert.Equal("2", champion.GetProperty("model_version").GetProperty("version").GetString());
        Assert.Equal("Production", champion.GetProperty("model_version").GetProperty("current_stage").GetString());
        Assert.Null(first);
        Assert.Null(await FindAsync(server, "registered-models/get", ""));
        Assert.False(File.Exists(_folder["ran"]));
    }

    [ProgramFact("node")]
    public async Task Lines_that_score_find_their_model_as_pasted()
    {
        await using var server = await RunningTrackingServer.StartAsync();
        await DigitsModel.LogAsync(server.Address, _folder["model"], Hostile);
        var (address, uri) = (server.Address.ToString(), $"models:/{Hostile}/1");
        var lines = await ShownLines.SplitAsync(
            _folder.Path,
            ["predictLine", address, uri],
            ["serveLine", address, uri],
            ["startRequest", address, Hostile, new { version = "1" }]);
        _folder.Write("rows.csv", "width,height\n1,2\n3,4\n");

        // The process of the test is in another folder than the shell was.
        await RunAsync([.. lines[0].Select(word => word.Replace("-path=", $"-path={_folder.Path}/"))]);
        await ServeAsync(lines[1]);
        var refused = await SendAsync(server, lines[2]);

        Assert.Equal(3, (await File.ReadAllLinesAsync(_folder["predictions.csv"])).Length);
        Assert.Contains("This server starts no endpoints", refused);
        Assert.False(File.Exists(_folder["ran"]));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task RunAsync(params string[][] lines)
    {
        foreach (var words in lines)
        {
            using var output = new StringWriter();
            using var errors = new StringWriter();
            var code = await Cli.CommandLine.RunAsync(words, output, errors, Patience.Token());
            Assert.True(code == 0, $"{string.Join(' ', words)} gave {code}: {errors}");
        }
    }

    /// <summary>Runs the tool until it says that it serves, on a free port in place of the one of the line.</summary>
    private async Task ServeAsync(string[] words)
    {
        Assert.Contains("--port=5001", words);
        using var process = ToolServer.StartTool(
            _folder.Path, [.. words.Select(word => word.Replace("--port=5001", "--port=0"))]);
        try
        {
            var line = await Patience.For(process.StandardOutput.ReadLineAsync(), "the line that says where it serves");
            Assert.StartsWith("Serving on ", line);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Null where there is none.</summary>
    private static async Task<JsonElement?> FindAsync(RunningTrackingServer server, string route, string query)
    {
        using var answer = await server.Client.GetAsync(
            new Uri($"api/2.0/mlflow/{route}?name={Uri.EscapeDataString(Hostile)}{query}", UriKind.Relative));
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement
            : null;
    }

    /// <summary>Sends what <c>curl -s ADDRESS -H HEADER -d BODY</c> would.</summary>
    private static async Task<string> SendAsync(RunningTrackingServer server, string[] words)
    {
        Assert.Equal(["-s", "-H", "Content-Type: application/json", "-d"], [words[0], words[2], words[3], words[4]]);
        using var body = new StringContent(words[5], Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync(new Uri(words[1]), body);
        return await answer.Content.ReadAsStringAsync();
    }
}
