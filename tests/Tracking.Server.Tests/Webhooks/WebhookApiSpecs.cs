namespace Tracking.Server.Tests.Webhooks;

public sealed class WebhookApiSpecs : ServerSpecs
{
    private const string Events = """[{"entity":"MODEL_VERSION","action":"CREATED"}]""";

    [Fact]
    public async Task A_webhook_is_created_changed_listed_and_deleted()
    {
        var created = await Client.PostJsonAsync(
            "webhooks", $$"""{"name":"w","url":"https://x.example/h","events":{{Events}},"secret":"s"}""");
        var id = created.GetProperty("webhook").GetProperty("webhook_id").GetString();
        Assert.DoesNotContain("secret", created.ToString());

        var (_, changed) = await Client.SendJsonAsync(
            HttpMethod.Patch, $"webhooks/{id}", """{"name":"new","status":"DISABLED"}""");

        Assert.Matches(
            $$"""
            ^\{"webhook":\{"webhook_id":"{{id}}","name":"new","url":"https://x.example/h",
            "events":\[\{"entity":"MODEL_VERSION","action":"CREATED"\}\],"status":"DISABLED",
            "creation_timestamp":\d+,"last_updated_timestamp":\d+\}\}$
            """.ReplaceLineEndings(""),
            changed.ToString());
        var (status, answer) = await Client.SendJsonAsync(HttpMethod.Delete, $"webhooks/{id}", null);
        Assert.Equal("OK {}", $"{status} {answer}");
        Assert.Equal("{}", (await Client.GetJsonAsync("webhooks")).ToString());
        Assert.Equal(
            $"404 RESOURCE_DOES_NOT_EXIST Webhook with ID {id} not found.",
            await Client.RefusalOfGetAsync($"webhooks/{id}"));
    }

    [Theory]
    [InlineData("http://x.example", "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.")]
    [InlineData("nothing", "Invalid webhook URL scheme: ''. Allowed schemes are: https.")]
    [InlineData("https:///path", "Webhook URL must include a hostname: 'https:///path'")]
    [InlineData(" ", "Webhook URL cannot be empty or just whitespace: ' '")]
    [InlineData("https://u:p@x.example", "Webhook URL must not hold a user name or a password; use a secret.")]
    [InlineData("https://localhost/x", "'localhost' resolves to 127.0.0.1.")]
    [InlineData("https://169.254.169.254/latest", "'169.254.169.254' resolves to 169.254.169.254.")]
    [InlineData("https://0x7f.1/", "'127.0.0.1' resolves to 127.0.0.1.")]
    [InlineData("https://[::1]:8443/", "'::1' resolves to ::1.")]
    public async Task A_url_that_leads_where_it_must_not_is_refused(string url, string reason)
    {
        var refusal = await Client.RefusalAsync(
            "webhooks", $$"""{"name":"w","url":"{{url}}","events":{{Events}}}""");

        Assert.StartsWith("400 INVALID_PARAMETER_VALUE ", refusal, StringComparison.Ordinal);
        Assert.EndsWith(reason, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "Webhook events must be a non-empty list of WebhookEvent objects: [].")]
    [InlineData(
        """[{"entity":"MODEL_VERSION_TAG","action":"CREATED"}]""",
        "Invalid action 'created' for entity 'model_version_tag'. Valid actions are: ['deleted', 'set']")]
    public async Task Events_that_there_are_not_are_refused(string events, string reason)
    {
        var refusal = await Client.RefusalAsync(
            "webhooks", $$"""{"name":"w","url":"https://x.example","events":{{events}}}""");

        Assert.Equal($"400 INVALID_PARAMETER_VALUE {reason}", refusal);
    }

    [Theory]
    [InlineData("max_results=5000", "max_results must be between 1 and 1000.")]
    [InlineData("max_results=-1", "max_results must be between 1 and 1000.")]
    [InlineData("page_token=zzz", "Invalid page token, could not base64-decode")]
    public async Task A_page_that_cannot_be_is_refused(string query, string reason) =>
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE {reason}", await Client.RefusalOfGetAsync($"webhooks?{query}"));
}
