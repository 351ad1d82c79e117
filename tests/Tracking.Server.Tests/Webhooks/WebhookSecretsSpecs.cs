using System.Security.Cryptography;
using Tracking.Core.Errors;
using Tracking.Server.Webhooks;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Webhooks;

public sealed class WebhookSecretsSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_is_read_as_it_was_sealed_also_by_a_later_process()
    {
        var text = new WebhookSecrets(new WebhookOptions(), _folder["key"]).Seal("id", "s3cret ü");

        var later = new WebhookSecrets(new WebhookOptions(), _folder["key"]);

        Assert.Equal("s3cret ü"u8.ToArray(), later.Open("id", text));
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.NotEqual(text, later.Seal("id", "s3cret ü"));
    }

    [Fact]
    public void A_secret_of_another_webhook_or_another_key_cannot_be_read()
    {
        var secrets = new WebhookSecrets(new WebhookOptions(), _folder["key"]);
        var text = secrets.Seal("id", "s3cret");

        Assert.ThrowsAny<CryptographicException>(() => secrets.Open("other", text));
        Assert.ThrowsAny<CryptographicException>(
            () => new WebhookSecrets(new WebhookOptions(), _folder["another"]).Open("id", text));
        Assert.ThrowsAny<CryptographicException>(() => secrets.Open("id", "s3cret"));
    }

    [Fact]
    public void A_key_file_with_something_else_is_named()
    {
        _folder.Write("key", "no key");

        var refusal = Assert.Throws<CryptographicException>(
            () => new WebhookSecrets(new WebhookOptions(), _folder["key"]).Seal("id", "x"));
        Assert.Contains(_folder["key"], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_store_needs_a_key_in_common()
    {
        var refusal = Assert.Throws<TrackingException>(
            () => new WebhookSecrets(new WebhookOptions(), keyFilePath: null).Seal("id", "x"));
        Assert.Contains("MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", true)]
    [InlineData("____________________________________________", false)]
    [InlineData("_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-8=", true)]
    [InlineData("short", false)]
    public void A_key_is_32_bytes_in_either_base64(string text, bool valid) =>
        Assert.Equal(valid, !new WebhookOptions { SecretKey = text }.Problems().Any());

    [Fact]
    public void Options_do_not_print_the_key() =>
        Assert.DoesNotContain(
            "AAEC",
            new TrackingServerOptions { Webhooks = new() { SecretKey = "AAECAwQF" } }.ToString(),
            StringComparison.Ordinal);
}
