using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Protection;

public sealed class TlsSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Over_TLS_both_versions_of_HTTP_are_negotiated(string version)
    {
        await using var rig = await ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1), configure: options => options.Tls = WriteCertificate());
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var client = new HttpClient(handler) { BaseAddress = rig.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/invocations")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("""{"inputs": [1]}""", null, "application/json"),
        };

        using var response = await client.SendAsync(request, Patience.Token());

        Assert.Equal("https", rig.Host.Address.Scheme);
        Assert.Equal((HttpStatusCode.OK, Version.Parse(version)), (response.StatusCode, response.Version));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_stops_the_start_by_its_name()
    {
        _folder.Write("bad.pem", "no certificate");

        var error = await Assert.ThrowsAsync<ServingException>(() => ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1),
            configure: options => options.Tls = new ServingTls(_folder["bad.pem"])));

        Assert.Contains("bad.pem", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private ServingTls WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = DateTimeOffset.UnixEpoch.AddYears(40);
        using var certificate = request.CreateSelfSigned(now, now.AddYears(60));
        _folder.Write("cert.pem", certificate.ExportCertificatePem());
        _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        return new ServingTls(_folder["cert.pem"], _folder["key.pem"]);
    }
}
