using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Webhooks;

public sealed class WebhookRestartSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private WebhookReceiver? _receiver;

    private WebhookReceiver Receiver => _receiver!;

    public async Task InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public async Task DisposeAsync() => await Receiver.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_event_that_was_not_taken_is_sent_after_a_restart_and_signed_as_before()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        Receiver.AnswerFirst(_ =>
        {
            reached.SetResult();
            return never.Task;
        });
        await using (var first = await StartAsync())
        {
            await SubscribeAsync(first, "s3cret");
            await Patience.For(reached.Task, "the first attempt");
        }

        var before = await Receiver.NextAsync();
        await using var second = await StartAsync();
        var after = await Receiver.NextAsync();

        Assert.Equal((before.DeliveryId, before.Body), (after.DeliveryId, after.Body));
        Assert.StartsWith("v1,", after.Headers["X-MLflow-Signature"], StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task A_secret_is_never_told_nor_readable_in_the_store_and_its_key_lies_apart()
    {
        await using (var server = await StartAsync())
        {
            var id = await SubscribeAsync(server, "s3cret-and-long");
            using var client = ClientOf(server);
            Assert.DoesNotContain("s3cret", (await client.GetJsonAsync($"webhooks/{id}")).ToString());
            Assert.DoesNotContain("s3cret", (await client.GetJsonAsync("webhooks")).ToString());
            await Receiver.NextAsync();
        }

        Assert.DoesNotContain("s3cret-and-long", await File.ReadAllTextAsync(_folder["store.db"]));
        var key = _folder["store.db.key"];
        Assert.Equal(32, Convert.FromBase64String(await File.ReadAllTextAsync(key)).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }
    }

    [Fact]
    public async Task With_another_key_nothing_is_sent_unsigned_and_the_reason_is_told()
    {
        string id;
        await using (var first = await StartAsync(Key(1)))
        {
            id = await SubscribeAsync(first, "s3cret");
            await Receiver.NextAsync();
        }

        await using var second = await StartAsync(Key(2));
        using var client = ClientOf(second);
        var answer = await client.PostJsonAsync($"webhooks/{id}/test", "{}");

        var error = answer.GetProperty("result").GetProperty("error_message").GetString();
        Assert.StartsWith("Failed to test webhook: The secret cannot be read", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_no_longer_allowed_is_not_reached()
    {
        string id;
        await using (var first = await StartAsync())
        {
            id = await SubscribeAsync(first, secret: null);
            await Receiver.NextAsync();
        }

        await using var second = await StartAsync(new WebhookOptions { AllowedSchemes = ["http"] });
        using var client = ClientOf(second);
        var answer = await client.PostJsonAsync($"webhooks/{id}/test", "{}");

        Assert.StartsWith(
            "Failed to test webhook: '127.0.0.1' leads to 127.0.0.1, which is not on the public internet.",
            answer.GetProperty("result").GetProperty("error_message").GetString(),
            StringComparison.Ordinal);
    }

    private static WebhookOptions Key(byte value) => new()
    {
        AllowedSchemes = ["http"],
        AllowedHosts = ["127.0.0.0/8"],
        SecretKey = Convert.ToBase64String([.. Enumerable.Repeat(value, 32)]),
    };

    private Task<TrackingServer> StartAsync(WebhookOptions? webhooks = null) => TrackingServer.StartAsync(
        RunningTrackingServer.OptionsIn(_folder) with
        {
            Webhooks = webhooks ?? new WebhookOptions { AllowedSchemes = ["http"], AllowedHosts = ["127.0.0.1"] },
        },
        CancellationToken.None);

    private static HttpClient ClientOf(TrackingServer server) => new() { BaseAddress = server.Address };

    /// <summary>Makes a webhook and an event for it; its id.</summary>
    private async Task<string> SubscribeAsync(TrackingServer server, string? secret)
    {
        using var client = ClientOf(server);
        var answer = await client.PostJsonAsync("webhooks", JsonSerializer.Serialize(new
        {
            name = "hook",
            url = Receiver.Url,
            secret,
            events = new[] { new { entity = "REGISTERED_MODEL", action = "CREATED" } },
        }));
        await client.PostJsonAsync("registered-models/create", """{"name":"m"}""");
        return answer.GetProperty("webhook").GetProperty("webhook_id").GetString()!;
    }
}
