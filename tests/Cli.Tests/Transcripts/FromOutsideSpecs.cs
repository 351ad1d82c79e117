using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Transcripts;

/// <summary>What curl sees of a host that is protected or full.</summary>
public sealed class FromOutsideSpecs : IDisposable
{
    private const string Request = """{"inputs": [1, 2]}""";
    private readonly TempFolder _folder = new();

    [ProgramFact("curl")]
    public async Task TLS_is_trusted_by_the_certificate_that_was_given_and_by_no_other()
    {
        await DocumentedModels.WriteAsync(_folder);
        WriteCertificate("cert.pem", "key.pem");
        WriteCertificate("other.pem", "other-key.pem");
        await using var serve = CliProcess.Start(
            _folder.Path,
            "serve", "-m", "half_plus_two", "-p", "0", "--ssl-certfile", "cert.pem", "--ssl-keyfile", "key.pem");
        var line = await Patience.For(serve.PrintedAsync("https://"), "the address");
        var port = new Uri(line[line.IndexOf("https://", StringComparison.Ordinal)..].Split(' ')[0]).Port;

        var trusted = await CurlAsync("--cacert", "cert.pem", "-d", Request, $"https://localhost:{port}/invocations");
        var other = await CurlAsync("--cacert", "other.pem", "-d", Request, $"https://localhost:{port}/invocations");

        Assert.Equal((0, """{"predictions":{"y":[2.5,3.0]}}"""), trusted);
        Assert.Equal(60, other.ExitCode);
    }

    [ProgramFact("curl")]
    public async Task A_full_host_says_503_and_when_to_come_back()
    {
        await DocumentedModels.WriteAsync(_folder);
        await using var serve = CliProcess.Start(
            _folder.Path,
            "serve", "-m", "half_plus_two", "-p", "0",
            "--max-requests", "1", "--max-queued-requests", "0", "--min-data-rate", "0");
        var address = await serve.AddressAsync();
        var (patience, said) = (Patience.Token(), "");
        var holder = await HoldAsync(address);
        while (!said.StartsWith("HTTP/1.1 503", StringComparison.Ordinal))
        {
            patience.ThrowIfCancellationRequested();
            if (holder.Available > 0)
            {
                // It met one of curl's requests under way, and was the one that was refused.
                holder.Dispose();
                holder = await HoldAsync(address);
            }

            (_, said) = await CurlAsync("-i", "-d", Request, $"{address}invocations");
        }

        Assert.Matches(@"(?im)^retry-after: [1-9]\d*\r$", said);
        Assert.Equal((0, "200"), await CurlAsync("-o", "live", "-w", "%{http_code}", $"{address}v2/health/live"));
        holder.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A request whose body does not come.</summary>
    private static async Task<TcpClient> HoldAsync(Uri address)
    {
        var holder = new TcpClient();
        await holder.ConnectAsync(address.Host, address.Port, Patience.Token());
        await holder.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"));
        return holder;
    }

    private async Task<(int ExitCode, string Printed)> CurlAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("curl", ["-s", "-H", "Content-Type: application/json", .. arguments])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };
        using var curl = Process.Start(start)!;
        var printed = await Patience.For(curl.StandardOutput.ReadToEndAsync(), "curl's output");
        await Patience.For(curl.WaitForExitAsync(), "curl's end");
        return (curl.ExitCode, printed);
    }

    private void WriteCertificate(string file, string keyFile)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var begin = DateTimeOffset.UnixEpoch.AddYears(40);
        using var certificate = request.CreateSelfSigned(begin, begin.AddYears(60));
        _folder.Write(file, certificate.ExportCertificatePem());
        _folder.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
    }
}
