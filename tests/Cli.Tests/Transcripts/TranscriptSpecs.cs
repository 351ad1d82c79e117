using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Transcripts;

/// <summary>What the systems' own documentation tells people to type, with curl against a host of its own.</summary>
public sealed class TranscriptSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [ProgramTheory("curl")]
    [InlineData("tensorflow-serving")]
    [InlineData("kserve")]
    [InlineData("triton")]
    [InlineData("torchserve", "TS_ENABLE_MODEL_API=true")]
    [InlineData("sagemaker", "SAGEMAKER_MULTI_MODEL=true")]
    [InlineData("vertex", "AIP_HEALTH_ROUTE=/vertex/health", "AIP_PREDICT_ROUTE=/vertex/predict")]
    [InlineData("mlflow")]
    public async Task The_lines_of_the_documentation_give_its_answers(string system, params string[] environment)
    {
        await DocumentedModels.WriteAsync(_folder);
        var variables = environment.Select(pair => (pair.Split('=')[0], pair.Split('=')[1])).ToList();

        // SageMaker's containers begin without models.
        var names = system == "sagemaker" ? [] : DocumentedModels.Names;
        string[] models = [.. names.SelectMany(name => new[] { "-m", name })];
        await using var serve = CliProcess.Start(_folder.Path, variables, ["serve", "-p", "0", .. models]);
        var address = await serve.AddressAsync();
        var lines = Transcript.Read(system);

        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            Check(line, await RunAsync(line.CommandAt(address)));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Check(Transcript line, string printed)
    {
        var end = printed.LastIndexOf('\n');
        var (answer, status) = (printed[..end], printed[(end + 1)..]);
        Assert.True($"{line.Status}" == status, $"{line.Command}\n{status} {answer}");
        if (line.Expected.StartsWith('~'))
        {
            Assert.Contains(line.Expected[1..], answer, StringComparison.Ordinal);
        }
        else if (line.Expected.Length > 0)
        {
            var isHeld = Holds(JsonNode.Parse(answer), JsonNode.Parse(line.Expected));
            Assert.True(isHeld, $"{line.Command}\n{answer}\ndoes not hold\n{line.Expected}");
        }
    }

    private static bool Holds(JsonNode? whole, JsonNode? part) => (whole, part) switch
    {
        (JsonObject all, JsonObject some) => some.All(pair => Holds(all[pair.Key], pair.Value)),
        (JsonArray all, JsonArray some) =>
            all.Count == some.Count && all.Zip(some).All(pair => Holds(pair.First, pair.Second)),
        (JsonValue value, JsonValue wanted) when wanted.TryGetValue<double>(out var number) =>
            value.TryGetValue<double>(out var got) && got == number,
        _ => JsonNode.DeepEquals(whole, part),
    };

    // Settings of curl come from its file, so that the line stays the documentation's.
    private async Task<string> RunAsync(string command)
    {
        _folder.Write(".curlrc", "silent\nshow-error\nwrite-out = \"\\n%{http_code}\"\n");
        var start = new ProcessStartInfo("sh", ["-c", command])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CURL_HOME"] = _folder.Path;
        start.Environment["MODELS"] = _folder.Path;
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var printed = await Patience.For(shell.StandardOutput.ReadToEndAsync(), command);
        await Patience.For(shell.WaitForExitAsync(), command);
        Assert.True(shell.ExitCode == 0, $"{command}\n{await errors}");
        return printed;
    }
}
