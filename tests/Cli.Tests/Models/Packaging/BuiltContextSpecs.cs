using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models.Packaging;

/// <summary>A build context laid out as its Dockerfile says, and started by the Dockerfile's own words.</summary>
public sealed class BuiltContextSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_image_starts_is_found_healthy_and_answers_for_its_model()
    {
        await DoublingModel.WriteAsync(_folder["Doubling_1"]);
        await CliCall.SucceedAsync("models", "build-context", "-m", _folder["Doubling_1"], "-d", _folder["context"]);
        var lines = await File.ReadAllLinesAsync(_folder["context", "Dockerfile"]);
        LayOut(lines);
        using var host = Start([.. Words(lines, "ENTRYPOINT "), .. Words(lines, "CMD ")], Variables(lines));
        try
        {
            var address = await AddressAsync(host);
            var health = Words(lines, "  CMD ").Select(
                word => word.Replace("http://127.0.0.1:8080", address, StringComparison.Ordinal));
            using var check = Start([.. health], Variables(lines));
            await Patience.For(check.WaitForExitAsync(), "the health check");

            Assert.Equal(0, check.ExitCode);
            Assert.Equal(8, await DoubledAsync(address, 4));
        }
        finally
        {
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<double> DoubledAsync(string address, int number)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var body = new StringContent(
            $$"""{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[{{number}}]}]}""");
        using var answer = await http.PostAsync("v2/models/Doubling_1/infer", body, Patience.Token());
        var text = await answer.Content.ReadAsStringAsync(Patience.Token());
        return (double)JsonNode.Parse(text)!["outputs"]![0]!["data"]![0]!;
    }

    // COPY FROM/ /TO/: what an image would have below its root lies below a folder here.
    private void LayOut(string[] lines)
    {
        foreach (var copy in lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)))
        {
            var (from, to) = (copy.Split(' ')[1], copy.Split(' ')[2]);
            var target = _folder["root" + to.TrimEnd('/')];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(_folder["context", from.TrimEnd('/')], target);
        }
    }

    /// <summary>Docker's exec form, with paths below the folder and ports that are free.</summary>
    private List<string> Words(string[] lines, string instruction)
    {
        var line = Assert.Single(lines, line => line.StartsWith(instruction, StringComparison.Ordinal));
        return [.. JsonNode.Parse(line[instruction.Length..])!.AsArray().Select(word => (string)word! switch
        {
            ['/', ..] path => _folder["root" + path],
            "8080" or "8081" => "0",
            "*" => "127.0.0.1",
            var plain => plain,
        })];
    }

    private static IEnumerable<string[]> Variables(string[] lines) =>
        lines.Single(line => line.StartsWith("ENV ", StringComparison.Ordinal))["ENV ".Length..]
            .Split(' ').Select(pair => pair.Split('=', 2));

    private Process Start(IReadOnlyList<string> words, IEnumerable<string[]> variables)
    {
        Assert.Equal("dotnet", words[0]);
        var start = new ProcessStartInfo(CliProcess.DotnetProgram, words.Skip(1))
        {
            WorkingDirectory = Directory.CreateDirectory(_folder["scratch"]).FullName,
            RedirectStandardOutput = true,
        };
        foreach (var variable in variables)
        {
            start.Environment[variable[0]] = variable[1];
        }

        return Process.Start(start)!;
    }

    private static async Task<string> AddressAsync(Process host)
    {
        const string Said = "Serving on ";
        var line = await Patience.For(host.StandardOutput.ReadLineAsync(), "the banner");
        Assert.StartsWith(Said, line);
        return line![Said.Length..].TrimEnd('/');
    }
}
