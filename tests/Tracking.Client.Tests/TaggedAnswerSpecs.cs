using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Tests;

public class TaggedAnswerSpecs
{
    private readonly ConcurrentQueue<string> _tagsAsked = new();

    [Fact]
    public async Task An_answer_that_is_known_is_not_sent_again_until_it_changes()
    {
        await using var server = await FakeServer.StartAsync(Tagged("one", "1"), NotModified, Tagged("two", "2"));
        await using var client = new TrackingClient(Fixtures.OptionsFor(server.Uri));

        var versions = new[] { await AskAsync(client), await AskAsync(client), await AskAsync(client) };

        Assert.Equal(["1", "1", "2"], versions);
        Assert.Equal(["", "\"one\"", "\"one\""], _tagsAsked);
    }

    [Fact]
    public async Task A_server_that_tags_nothing_is_asked_as_ever()
    {
        await using var server = await FakeServer.StartAsync(Tagged(null, "1"), Tagged(null, "2"));
        await using var client = new TrackingClient(Fixtures.OptionsFor(server.Uri));

        Assert.Equal(("1", "2"), (await AskAsync(client), await AskAsync(client)));
        Assert.Equal(["", ""], _tagsAsked);
    }

    [Fact]
    public async Task A_server_that_tags_no_more_is_asked_without()
    {
        await using var server = await FakeServer.StartAsync(
            Tagged("one", "1"), Tagged(null, "2"), Tagged(null, "3"));
        await using var client = new TrackingClient(Fixtures.OptionsFor(server.Uri));

        var versions = new[] { await AskAsync(client), await AskAsync(client), await AskAsync(client) };

        Assert.Equal(["1", "2", "3"], versions);
        Assert.Equal(["", "\"one\"", ""], _tagsAsked);
    }

    [Fact]
    public void What_is_kept_has_a_bound_in_bytes()
    {
        var answers = new TaggedAnswers(mostBytes: 10);
        Keep("a", 6);
        Keep("a", 4);
        Keep("b", 6);
        Assert.Equal((4, 6), (Length("a"), Length("b")));

        Keep("c", 1);
        Keep("d", 11);

        Assert.Equal((null, null, 1, null), (Length("a"), Length("b"), Length("c"), Length("d")));

        void Keep(string path, int length) => answers.Keep(UriOf(path), new("\"tag\""), new byte[length]);
        int? Length(string path) => answers.Of(UriOf(path))?.Body.Length;
        static Uri UriOf(string path) => new($"http://server/{path}");
    }

    private static async Task<string> AskAsync(TrackingClient client) =>
        (await client.RegisteredModels.GetVersionByAliasAsync("m", "champion")).Version!;

    private RequestDelegate Tagged(string? tag, string version) => context =>
    {
        Note(context);
        if (tag is not null)
            context.Response.Headers.ETag = $"\"{tag}\"";
        return FakeServer.Json($$"""{"model_version": { "name": "m", "version": "{{version}}" } }""")(context);
    };

    private Task NotModified(HttpContext context)
    {
        Note(context);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    private void Note(HttpContext context) => _tagsAsked.Enqueue(context.Request.Headers.IfNoneMatch.ToString());
}
