using Tracking.Core.Errors;
using Tracking.Server.Webhooks;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Webhooks;

public sealed class WebhookDestinationsSpecs
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.0/8", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("*", "10.0.0.1")]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1")]
    [InlineData("LOCALHOST", "localhost")]
    public async Task A_host_that_is_allowed_is_reached(string allowed, string host) =>
        Assert.NotEmpty(await Destinations(allowed).ResolveAsync(host, Patience.Token()));

    [Theory]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("127.0.0.1", "::1")]
    public async Task Another_one_is_not(string allowed, string host) =>
        await Assert.ThrowsAsync<WebhookRefusedException>(
            () => Destinations(allowed).ResolveAsync(host, Patience.Token()));

    [Fact]
    public async Task A_name_is_looked_at_by_the_addresses_that_it_leads_to()
    {
        var refusal = await Assert.ThrowsAsync<WebhookRefusedException>(
            () => Destinations().ResolveAsync("localhost", Patience.Token()));

        Assert.Contains("'localhost' leads to ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_url_of_an_allowed_host_passes_and_a_long_one_does_not()
    {
        Destinations("127.0.0.1").Validate("https://127.0.0.1:8443/x");

        var refusal = Assert.Throws<TrackingException>(
            () => Destinations().Validate("https://x.example/" + new string('x', 2_048)));
        Assert.Equal("'url' exceeds the maximum length of 2048 characters", refusal.Message);
    }

    private static WebhookDestinations Destinations(params string[] allowed) =>
        new(new WebhookOptions { AllowedHosts = allowed });
}
