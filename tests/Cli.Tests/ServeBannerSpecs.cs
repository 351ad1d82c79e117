using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class ServeBannerSpecs : IDisposable
{
    private const string Signature =
        "signature:\n  inputs: '[{\"type\": \"float\", \"name\": \"x\", \"required\": true}]'\n  outputs: null\n";

    private readonly TempFolder _folder = new();

    [ProgramTheory("curl")]
    [InlineData(null, null, "[1.0]")]
    [InlineData(Signature, null, "[{\"doubled\":1.0}]")]
    [InlineData(null, """{"inputs": [3.0, 5.099999904632568]}""", "[6.0,10.2]")]
    public async Task The_line_to_try_it_with_gives_a_prediction(string? signature, string? example, string doubled)
    {
        await WriteAsync(signature, example);
        await using var serve = CliProcess.Start(_folder.Path, "serve", "-m", "it's a model", "-p", "0");
        await serve.PrintedAsync("Ctrl-C stops it.");

        var line = await serve.PrintedAsync("  curl ");
        var answer = await RunAsync(line);

        Assert.DoesNotContain("5.0999", line);
        Assert.Equal(doubled.Trim('[', ']'), Flat(JsonNode.Parse(answer)!["predictions"]!).Trim('[', ']'));
    }

    [ProgramFact("curl")]
    public async Task With_keys_and_TLS_the_line_says_where_the_key_goes_and_still_works()
    {
        await WriteAsync(null, null);
        await CertificateAsync();
        await using var serve = CliProcess.Start(
            _folder.Path,
            [("TRACKING_SERVE_PREDICT_KEYS", "key-of-the-test")],
            "serve", "-m", "it's a model", "-p", "0", "--ssl-certfile", "cert.pem", "--ssl-keyfile", "key.pem");
        await serve.PrintedAsync("Ctrl-C stops it.");

        var answer = await RunAsync(await serve.PrintedAsync("  curl "), ("API_KEY", "key-of-the-test"));

        Assert.NotNull(JsonNode.Parse(answer)!["predictions"]);
        Assert.DoesNotContain("key-of-the-test", serve.Output + serve.Errors);
    }

    [Fact]
    public async Task The_banner_is_on_standard_output_and_the_log_on_standard_error()
    {
        await WriteAsync(null, null);
        await using var serve = CliProcess.Start(
            _folder.Path, "serve", "-m", "it's a model", "-p", "0", "--access-log", "text");
        using var http = new HttpClient { BaseAddress = await serve.AddressAsync() };
        await serve.PrintedAsync("Ctrl-C stops it.");
        var banner = serve.Output;

        using var answer = await http.GetAsync("v2/models/nobody", Patience.Token());
        Assert.Contains("GET /v2/models/nobody 404", await serve.SaidAsync("nobody"));
        serve.Terminate();
        await serve.ExitCodeAsync();

        Assert.Equal(banner, serve.Output);
        Assert.DoesNotContain("Serving on", serve.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private static string Flat(JsonNode predictions) => predictions is JsonObject named
        ? Flat(named.First().Value!)
        : predictions.ToJsonString();

    private async Task WriteAsync(string? signature, string? example)
    {
        await DoublingModel.WriteAsync(_folder["it's a model"]);
        if (signature is not null)
        {
            await File.AppendAllTextAsync(_folder["it's a model/MLmodel"], signature);
        }

        if (example is not null)
        {
            _folder.Write("it's a model/serving_input_example.json", example);
            await File.AppendAllTextAsync(
                _folder["it's a model/MLmodel"],
                "saved_input_example_info:\n  artifact_path: input_example.json\n  type: ndarray\n" +
                "  serving_input_path: serving_input_example.json\n");
        }
    }

    private async Task CertificateAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(_folder["cert.pem"], certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(_folder["key.pem"], key.ExportPkcs8PrivateKeyPem());
    }

    // As a person does: the line as it is printed, in a shell.
    private static async Task<string> RunAsync(string line, params (string Name, string Value)[] environment)
    {
        var quiet = line.Replace("  curl ", "curl --silent --show-error ", StringComparison.Ordinal);
        var start = new ProcessStartInfo("sh", ["-c", quiet])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        var answer = await Patience.For(shell.StandardOutput.ReadToEndAsync(), "curl");
        await Patience.For(shell.WaitForExitAsync(), "the end of curl");
        Assert.Equal(0, shell.ExitCode);
        return answer;
    }
}
