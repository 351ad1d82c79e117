using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

/// <summary>A server behind TLS, whose certificate no system knows.</summary>
public sealed class TlsSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _certificate = MakeCertificate("localhost");
    private WebApplication _app = null!;
    private string? _seenClient;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(FreePort(), listen => listen.UseHttps(
            https =>
            {
                https.ServerCertificate = _certificate;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            })));
        _app = builder.Build();
        _app.Run(context =>
        {
            _seenClient = context.Connection.ClientCertificate?.Subject;
            return context.Response.WriteAsync("{}");
        });
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_unknown_certificate_is_refused()
    {
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => SearchAsync(Options()));
        Assert.Null(error.StatusCode);
    }

    [Fact]
    public async Task It_is_accepted_where_certificates_do_not_count() =>
        await SearchAsync(Options() with { InsecureTls = true });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_accepted_when_it_is_named_by_file_or_folder(bool folder)
    {
        var file = _folder.Write("authorities/ours.pem", _certificate.ExportCertificatePem());
        await SearchAsync(Options() with { ServerCertificatePath = folder ? _folder["authorities"] : file });
    }

    [Fact]
    public async Task Another_authority_does_not_vouch_for_it()
    {
        using var other = MakeCertificate("localhost");
        var file = _folder.Write("other.pem", other.ExportCertificatePem());
        await Assert.ThrowsAsync<TrackingClientException>(
            () => SearchAsync(Options() with { ServerCertificatePath = file }));
    }

    [Fact]
    public async Task A_client_certificate_is_shown()
    {
        using var own = MakeCertificate("trainer-7");
        using var key = own.GetECDsaPrivateKey()!;
        var file = _folder.Write("own.pem", own.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        await SearchAsync(Options() with { InsecureTls = true, ClientCertificatePath = file });
        Assert.Equal("CN=trainer-7", _seenClient);
    }

    [Fact]
    public void What_does_not_go_together_or_cannot_be_read_is_named()
    {
        var both = Assert.Throws<ArgumentException>(() =>
            new TrackingClient(Options() with { InsecureTls = true, ServerCertificatePath = "x" }));
        Assert.Contains("InsecureTls and ServerCertificatePath are both set", both.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<ArgumentException>(() =>
            new TrackingClient(Options() with { ClientCertificatePath = _folder["none.pem"] }));
        Assert.StartsWith($"ClientCertificatePath '{_folder["none.pem"]}' cannot be used: ", missing.Message,
            StringComparison.Ordinal);
    }

    private static async Task SearchAsync(TrackingClientOptions options)
    {
        await using var client = new TrackingClient(options);
        await client.Experiments.SearchAsync().ToListAsync();
    }

    private TrackingClientOptions Options() =>
        Fixtures.OptionsFor(new Uri(_app.Urls.First())) with { MaxRetries = 0 };

    private static int FreePort() => Fixtures.NobodyThere().Port;

    private static X509Certificate2 MakeCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
