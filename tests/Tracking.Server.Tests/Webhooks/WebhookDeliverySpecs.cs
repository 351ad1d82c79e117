using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Webhooks;

public sealed class WebhookDeliverySpecs : WebhookServerSpecs
{
    [Fact]
    public async Task An_event_arrives_as_MLflow_sends_it_signed_with_the_secret()
    {
        await SubscribeAsync("s3cret");
        await CreateModelAsync("m");

        var received = await Receiver.NextAsync();

        Assert.Equal("/hook", received.Path);
        Assert.Equal("application/json", received.Headers["Content-Type"]);
        Assert.Matches(
            """
            ^\{"entity":"registered_model","action":"created",
            "timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00",
            "data":\{"name":"m","tags":\{\},"description":""\}\}$
            """.ReplaceLineEndings(""),
            received.Body);
        var signed = $"{received.DeliveryId}.{received.Headers["X-MLflow-Timestamp"]}.{received.Body}";
        var hmac = HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(signed));
        Assert.Equal($"v1,{Convert.ToBase64String(hmac)}", received.Headers["X-MLflow-Signature"]);
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_signature()
    {
        await SubscribeAsync();
        await CreateModelAsync("m");

        Assert.DoesNotContain("X-MLflow-Signature", (await Receiver.NextAsync()).Headers.Keys);
    }

    [Fact]
    public async Task Events_arrive_in_order_also_where_one_must_be_sent_again()
    {
        Receiver.AnswerFirst(WebhookReceiver.Status(500), WebhookReceiver.Status(429));
        await SubscribeAsync();
        await CreateModelAsync("a");
        await CreateModelAsync("b");

        Assert.Equal(["a", "a", "a", "b"], await Receiver.NamesAsync(4));
    }

    [Fact]
    public async Task Attempts_are_counted_by_what_became_of_them()
    {
        Receiver.AnswerFirst(WebhookReceiver.Status(500));
        await SubscribeAsync();
        await CreateModelAsync("a");
        await CreateModelAsync("b");
        Assert.Equal(["a", "a", "b"], await Receiver.NamesAsync(3));

        // The second event is sent when the first is done with; of the second itself nothing is known yet.
        var text = await Client.GetStringAsync("metrics");
        Assert.Contains("tracking_webhooks_attempts_total{outcome=\"retry\"} 1\n", text, StringComparison.Ordinal);
        Assert.Matches("tracking_webhooks_attempts_total{outcome=\"delivered\"} [12]\n", text);
    }

    [Fact]
    public async Task An_event_that_is_sent_again_keeps_its_id()
    {
        Receiver.AnswerFirst(WebhookReceiver.Status(503));
        await SubscribeAsync();
        await CreateModelAsync("m");

        var first = await Receiver.NextAsync();
        var second = await Receiver.NextAsync();

        Assert.Equal((first.DeliveryId, first.Body), (second.DeliveryId, second.Body));
    }

    [Fact]
    public async Task An_event_that_is_never_taken_is_given_up_and_can_be_sent_again()
    {
        Receiver.Answer = WebhookReceiver.Status(500);
        var webhook = await SubscribeAsync();
        await CreateModelAsync("m");

        var dead = Assert.Single(await DeliveriesAsync(webhook, "DEAD", 1));
        Assert.Equal(3, dead.GetProperty("attempts").GetInt32());
        Assert.Equal(500, dead.GetProperty("response_status").GetInt32());
        Assert.Equal("It answered 500.", dead.GetProperty("error_message").GetString());
        await Receiver.NamesAsync(3);
        Receiver.Answer = WebhookReceiver.Status(200);
        await RedeliverAsync(webhook, dead);

        Assert.Equal(dead.GetProperty("delivery_id").GetString(), (await Receiver.NextAsync()).DeliveryId);
        await DeliveriesAsync(webhook, "DEAD", 0);
    }

    [Theory]
    [InlineData(302, "It answered 302; redirects are not followed.")]
    [InlineData(404, "It answered 404.")]
    public async Task What_another_attempt_cannot_mend_is_given_up_at_once(int status, string reason)
    {
        Receiver.AnswerFirst(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1:1/elsewhere";
            return Task.CompletedTask;
        });
        var webhook = await SubscribeAsync();
        await CreateModelAsync("a");
        await CreateModelAsync("b");

        var dead = Assert.Single(await DeliveriesAsync(webhook, "DEAD", 1));

        Assert.Equal(reason, dead.GetProperty("error_message").GetString());
        Assert.Equal(1, dead.GetProperty("attempts").GetInt32());
        Assert.Equal(["a", "b"], await Receiver.NamesAsync(2));
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_and_counts_by_its_status()
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Receiver.AnswerFirst(async context =>
        {
            context.RequestAborted.Register(() => cut.TrySetResult());
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string('x', 65_536));
            }
        });
        var webhook = await SubscribeAsync();
        await CreateModelAsync("m");

        await Patience.For(cut.Task, "the sender to hang up");
        Assert.Empty(await DeliveriesAsync(webhook, "WAITING", 0));
        Assert.Equal(["m"], await Receiver.NamesAsync(1));
    }

    [Fact]
    public async Task A_webhook_that_does_not_answer_holds_up_no_other_one()
    {
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Receiver.AnswerFirst(_ => answers.Task);
        await SubscribeAsync();
        await CreateModelAsync("slow");
        await Receiver.NextAsync();
        await SubscribeAsync();
        await CreateModelAsync("fast");

        Assert.Equal("fast", (await Receiver.NextAsync()).Name);
        answers.SetResult();
        Assert.Equal("fast", (await Receiver.NextAsync()).Name);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var today = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(today.AddDays(-1), today.AddDays(1));
        await using var impostor = await WebhookReceiver.StartAsync(certificate);
        var webhook = await SubscribeAsync();
        await Client.SendJsonAsync(HttpMethod.Patch, $"webhooks/{webhook}", $$"""{"url":"{{impostor.Url}}"}""");

        var answer = await Client.PostJsonAsync($"webhooks/{webhook}/test", "{}");

        var result = answer.GetProperty("result");
        Assert.False(result.GetProperty("success").GetBoolean());
        Assert.Contains("certificate", result.GetProperty("error_message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_try_sends_an_example_and_tells_the_answer()
    {
        Receiver.Answer = context => context.Response.WriteAsync("thanks");
        var webhook = await SubscribeAsync("s3cret");

        var answer = await Client.PostJsonAsync($"webhooks/{webhook}/test", "{}");

        Assert.Equal(
            """{"result":{"success":true,"response_status":200,"response_body":"thanks"}}""", answer.ToString());
        var received = await Receiver.NextAsync();
        Assert.Equal("example_model", received.Name);
        Assert.Contains("X-MLflow-Signature", received.Headers.Keys);
    }

    [Fact]
    public async Task A_try_that_fails_says_why_and_leaves_nothing_behind()
    {
        var webhook = await SubscribeAsync();
        await Receiver.DisposeAsync();

        var answer = await Client.PostJsonAsync(
            $"webhooks/{webhook}/test", """{"event":{"entity":"PROMPT_TAG","action":"SET"}}""");

        var result = answer.GetProperty("result");
        Assert.False(result.GetProperty("success").GetBoolean());
        Assert.StartsWith(
            "Failed to test webhook: Connection refused",
            result.GetProperty("error_message").GetString(),
            StringComparison.Ordinal);
        Assert.Empty(await DeliveriesAsync(webhook, "WAITING", 0));
    }
}
