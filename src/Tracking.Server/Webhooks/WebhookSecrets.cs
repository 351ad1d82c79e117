using System.Security.Cryptography;
using System.Text;
using Tracking.Core.Errors;

namespace Tracking.Server.Webhooks;

/// <summary>
/// Encrypts the secrets of webhooks with AES-256-GCM, bound to the webhook: a secret that is moved to another one
/// cannot be read. Thread-safe.
/// </summary>
internal sealed class WebhookSecrets(WebhookOptions options, string? keyFilePath)
{
    private const string Prefix = "v1:";
    private const int TagBytes = 16;

    private readonly Lock _gate = new();
    private byte[]? _key = options.SecretKey is { } text ? WebhookOptions.ParseKey(text) : null;

    /// <exception cref="TrackingException">There is no key.</exception>
    public string Seal(string webhookId, string secret)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var plain = Encoding.UTF8.GetBytes(secret);
        var encrypted = new byte[plain.Length];
        var tag = new byte[TagBytes];
        using var cipher = new AesGcm(KeyToSeal(), TagBytes);
        cipher.Encrypt(nonce, plain, encrypted, tag, Encoding.UTF8.GetBytes(webhookId));
        CryptographicOperations.ZeroMemory(plain);
        return Prefix + Convert.ToBase64String([.. nonce, .. tag, .. encrypted]);
    }

    /// <summary>The secret in UTF-8.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key or for another webhook.</exception>
    public byte[] Open(string webhookId, string text)
    {
        var nonceBytes = AesGcm.NonceByteSizes.MaxSize;
        var bytes = text.StartsWith(Prefix, StringComparison.Ordinal)
            ? Convert.FromBase64String(text[Prefix.Length..])
            : [];
        if (bytes.Length < nonceBytes + TagBytes)
        {
            throw new CryptographicException("The stored secret is cut short.");
        }

        var plain = new byte[bytes.Length - nonceBytes - TagBytes];
        using var cipher = new AesGcm(KeyToOpen(), TagBytes);
        cipher.Decrypt(
            bytes.AsSpan(0, nonceBytes),
            bytes.AsSpan(nonceBytes + TagBytes),
            bytes.AsSpan(nonceBytes, TagBytes),
            plain,
            Encoding.UTF8.GetBytes(webhookId));
        return plain;
    }

    private byte[] KeyToSeal()
    {
        lock (_gate)
        {
            return _key ??= keyFilePath is not null
                ? SecretKeyFile.ReadOrCreate(keyFilePath)
                : throw ParameterErrors.Invalid(
                    "This server has no key to keep the secret of a webhook with. Servers that share a store need " +
                    "one in common: give all of them the same 32 random bytes in base64 in " +
                    "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY.");
        }
    }

    private byte[] KeyToOpen()
    {
        lock (_gate)
        {
            return _key ??= (keyFilePath is null ? null : SecretKeyFile.Read(keyFilePath))
                ?? throw new CryptographicException("This server has no key for the secrets of webhooks.");
        }
    }
}
