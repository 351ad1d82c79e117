using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tracking.Client.Internal.Transport;

/// <summary>Makes the handler of a client that brings none: pooled connections, with the options' TLS.</summary>
internal static class PooledHandler
{
    private static readonly string[] CertificateFiles = ["*.pem", "*.crt", "*.cer"];

    /// <exception cref="ArgumentException">A certificate cannot be read; names the option and the path.</exception>
    internal static SocketsHttpHandler Create(TrackingClientOptions options)
    {
        var insecure = options.InsecureTls;
        var tls = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, _, _, errors) => insecure || errors == SslPolicyErrors.None,
        };
        if (options.ServerCertificatePath is { } server)
            tls.CertificateChainPolicy = Read("ServerCertificatePath", server, TrustOnly);
        if (options.ClientCertificatePath is { } client)
        {
            var certificate = Read("ClientCertificatePath", client, ReadWithKey);
            // Also where the server names issuers that are not this one's: whoever configured it knows better.
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
            tls.ClientCertificates = [certificate];
        }

        return new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            // Names may move to other machines during a training of days.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = tls,
        };
    }

    private static T Read<T>(string option, string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ArgumentException($"{option} '{path}' cannot be used: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Trusts what a PEM file, or each certificate of a folder, holds; nothing of the system's.</summary>
    private static X509ChainPolicy TrustOnly(string path)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Private authorities rarely publish what they revoked.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        var files = Directory.Exists(path)
            ? CertificateFiles.SelectMany(pattern => Directory.EnumerateFiles(path, pattern))
            : [path];
        foreach (var file in files)
            policy.CustomTrustStore.ImportFromPemFile(file);
        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new CryptographicException("there is no certificate in it; expected PEM");
    }

    private static X509Certificate2 ReadWithKey(string path)
    {
        var certificate = X509Certificate2.CreateFromPemFile(path);
        if (!OperatingSystem.IsWindows())
            return certificate;
        // Windows' TLS cannot use keys that were only ever in memory.
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
