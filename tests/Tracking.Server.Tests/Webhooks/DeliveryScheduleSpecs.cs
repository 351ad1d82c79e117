using Tracking.Core.Webhooks;
using Tracking.Server.Webhooks;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Webhooks;

public sealed class DeliveryScheduleSpecs
{
    private readonly ManualTime _time = new();
    private readonly DeliverySchedule _schedule;

    public DeliveryScheduleSpecs() => _schedule = new DeliverySchedule(
        new WebhookOptions { MaxAttempts = 5, MaxRetryDelay = TimeSpan.FromSeconds(60) }, _time, new Random(1));

    [Fact]
    public void Waits_double_up_to_the_cap_and_lose_at_most_half_to_chance()
    {
        for (var failed = 0; failed < 100; failed++)
        {
            var full = Math.Min(60, Math.Pow(2, failed));
            var delay = _schedule.DelayAfter(failed, retryAfter: null).TotalSeconds;
            Assert.InRange(delay, full / 2, full);
        }
    }

    [Fact]
    public void Two_waits_differ() =>
        Assert.NotEqual(_schedule.DelayAfter(5, null), _schedule.DelayAfter(5, null));

    [Theory]
    [InlineData(30, 30)]
    [InlineData(86_400, 3_600)]
    public void An_answer_may_ask_for_a_longer_wait_but_not_for_ever(int asked, int waited) =>
        Assert.Equal(
            TimeSpan.FromSeconds(waited), _schedule.DelayAfter(0, TimeSpan.FromSeconds(asked)));

    [Theory]
    [InlineData(200, DeliveryOutcomeKind.Delivered)]
    [InlineData(204, DeliveryOutcomeKind.Delivered)]
    [InlineData(301, DeliveryOutcomeKind.Dead)]
    [InlineData(400, DeliveryOutcomeKind.Dead)]
    [InlineData(408, DeliveryOutcomeKind.Retry)]
    [InlineData(410, DeliveryOutcomeKind.Dead)]
    [InlineData(429, DeliveryOutcomeKind.Retry)]
    [InlineData(500, DeliveryOutcomeKind.Retry)]
    [InlineData(503, DeliveryOutcomeKind.Retry)]
    public void The_status_decides(int status, DeliveryOutcomeKind kind) =>
        Assert.Equal(kind, Decide(new WebhookAnswer(status, ""), failed: 0).Kind);

    [Fact]
    public void No_answer_is_tried_again_until_the_attempts_are_used_up()
    {
        Assert.Equal(DeliveryOutcomeKind.Retry, Decide(WebhookAnswer.None("x"), failed: 3).Kind);
        Assert.Equal(DeliveryOutcomeKind.Dead, Decide(WebhookAnswer.None("x"), failed: 4).Kind);
    }

    [Fact]
    public void A_place_where_the_server_does_not_go_is_not_tried_again() =>
        Assert.Equal(
            DeliveryOutcomeKind.Dead, Decide(WebhookAnswer.None("x") with { IsRefused = true }, failed: 0).Kind);

    private DeliveryOutcome Decide(WebhookAnswer answer, int failed) => _schedule.Decide(
        new WebhookDelivery("id", default, WebhookDeliveryState.Waiting, failed, 0, 0, "{}"), answer);
}
