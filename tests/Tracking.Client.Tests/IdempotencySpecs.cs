using Microsoft.AspNetCore.Http;
using Tracking.Contracts.Runs;
using static Tracking.Client.Tests.FakeServer;
using static Tracking.Client.Tests.Fixtures;

namespace Tracking.Client.Tests;

public class IdempotencySpecs
{
    private const string RunAnswer = """{"run":{"info":{"run_id":"r1","experiment_id":"0"}}}""";

    private static readonly RequestDelegate Health = context =>
    {
        context.Response.Headers["Tracking-Features"] = "idempotency-key";
        return context.Response.WriteAsync("OK");
    };

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_sent_again_with_its_key_where_keys_are_honoured()
    {
        await using var server = await StartAsync(HangUp(), Health, Text("<h1>no</h1>", 502), Json(RunAnswer));
        await using var client = ClientOf(server);

        Assert.Equal("r1", (await client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0" })).Info!.RunId);

        var creates = server.Requests.Where(request => request.Method == "POST").ToList();
        Assert.Equal(3, creates.Count);
        Assert.Matches("^[0-9a-f]{32}$", creates[0].IdempotencyKey);
        Assert.Single(creates.DistinctBy(create => (create.IdempotencyKey, create.Body)));
        Assert.Single(server.Requests, request => request.Target == "/health");
    }

    [Fact]
    public async Task A_create_that_is_still_being_served_is_asked_for_again()
    {
        static async Task InUse(HttpContext context)
        {
            context.Response.StatusCode = 409;
            context.Response.Headers.RetryAfter = "0";
            await context.Response.WriteAsync("""{"error_code":"IDEMPOTENCY_KEY_IN_USE","message":"wait"}""");
        }

        await using var server = await StartAsync(HangUp(), Health, InUse, Json(RunAnswer));
        await using var client = ClientOf(server);

        Assert.Equal("r1", (await client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0" })).Info!.RunId);
    }

    [Fact]
    public async Task Every_create_has_a_key_of_its_own_and_nothing_else_has_one()
    {
        await using var server = await StartAsync(
            Json(RunAnswer), Json(RunAnswer), Json("""{"experiment_id":"1"}"""),
            Json("""{"registered_model":{"name":"m"}}"""), Json("""{"run":{"info":{"run_id":"r1"}}}"""));
        await using var client = ClientOf(server);

        await client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0" });
        await client.Runs.CreateAsync(new CreateRunRequest { ExperimentId = "0" });
        await client.Experiments.CreateAsync("e");
        await client.RegisteredModels.CreateAsync("m");
        await client.Runs.GetAsync("r1");

        var keys = server.Requests.Select(request => request.IdempotencyKey).ToList();
        Assert.Equal(4, keys.Take(4).Where(key => key.Length > 0).Distinct().Count());
        Assert.Equal("", keys[4]);
    }
}
