using System.Diagnostics;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Transcripts;

/// <summary>What the systems' own documentation tells people to type, with curl against a host of its own.</summary>
public sealed class TranscriptSpecs(DocumentedHost host) : IClassFixture<DocumentedHost>
{
    [ProgramTheory("curl")]
    [InlineData("tensorflow-serving")]
    [InlineData("kserve")]
    [InlineData("triton")]
    [InlineData("torchserve")]
    [InlineData("vertex")]
    [InlineData("mlflow")]
    public Task The_lines_of_the_documentation_give_its_answers(string system) => FollowAsync(system, host.Address);

    [ProgramFact("curl")]
    public async Task SageMaker_adds_models_to_a_host_that_begins_without()
    {
        await using var serve = CliProcess.Start(
            host.Folder.Path, [("SAGEMAKER_MULTI_MODEL", "true")], "serve", "-p", "0");

        await FollowAsync("sagemaker", await serve.AddressAsync());
    }

    private async Task FollowAsync(string system, Uri address)
    {
        var lines = Transcript.Read(system);
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            Check(line, await RunAsync(line.CommandAt(address)));
        }
    }

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
        host.Folder.Write(".curlrc", "silent\nshow-error\nwrite-out = \"\\n%{http_code}\"\n");
        var start = new ProcessStartInfo("sh", ["-c", command])
        {
            WorkingDirectory = host.Folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CURL_HOME"] = host.Folder.Path;
        start.Environment["MODELS"] = host.Folder.Path;
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var printed = await Patience.For(shell.StandardOutput.ReadToEndAsync(), command);
        await Patience.For(shell.WaitForExitAsync(), command);
        Assert.True(shell.ExitCode == 0, $"{command}\n{await errors}");
        return printed;
    }
}
