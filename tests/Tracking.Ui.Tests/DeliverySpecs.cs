using System.Net;
using System.Text.RegularExpressions;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

public sealed partial class DeliverySpecs
{
    private const int FirstLoadBytesMax = 400_000;

    [Theory]
    [InlineData("")]
    [InlineData("experiments")]
    [InlineData("experiments/3/runs")]
    [InlineData("runs/abc/artifacts/a/b.txt")]
    public async Task Every_place_of_the_UI_answers_with_the_page(string place)
    {
        await using var server = await RunningTrackingServer.StartAsync();

        using var answer = await server.Client.GetAsync(new Uri(place, UriKind.Relative));

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        Assert.Contains("script-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("<base href=\"/\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_page_holds_no_script_and_names_the_prefix_as_its_base()
    {
        await using var server = await RunningTrackingServer.StartAsync(o => o with { StaticPrefix = "/a&b" });

        var page = await server.Client.GetStringAsync(new Uri("experiments", UriKind.Relative));

        Assert.Contains("<base href=\"/a&amp;b/\"", page);
        Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)", page);
        Assert.DoesNotMatch(@"\son\w+=", page);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Assets_come_compressed_and_are_kept_for_ever(string encoding)
    {
        await using var server = await RunningTrackingServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, await ScriptAsync(server));
        request.Headers.Add("Accept-Encoding", encoding);

        using var answer = await server.Client.SendAsync(request);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task What_is_no_part_of_the_UI_is_still_not_found()
    {
        await using var server = await RunningTrackingServer.StartAsync();

        using var asset = await server.Client.GetAsync(new Uri("assets/none.js", UriKind.Relative));
        using var page = await server.Client.GetAsync(new Uri("elsewhere", UriKind.Relative));
        using var head = await server.Client.SendAsync(new(HttpMethod.Head, await ScriptAsync(server)));

        Assert.Equal(HttpStatusCode.NotFound, asset.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(head.Content.Headers.ContentLength > 0);
    }

    [Fact]
    public void The_first_load_of_the_runs_is_small()
    {
        var bytes = UiFiles.All
            .Where(file => FirstLoad().IsMatch(file.Key))
            .Sum(file => file.Value.Brotli.IsEmpty ? file.Value.Content.Length : file.Value.Brotli.Length);

        Assert.InRange(bytes, 1, FirstLoadBytesMax);
    }

    private static async Task<Uri> ScriptAsync(RunningTrackingServer server)
    {
        var page = await server.Client.GetStringAsync(server.Address);
        return new Uri(Script().Match(page).Groups[1].Value, UriKind.Relative);
    }

    [GeneratedRegex("""<script type="module"[^>]* src="\./([^"]+)""")]
    private static partial Regex Script();

    /// <summary>
    /// The page, its scripts and style, and what comes after: the query field, charts, menus and dialogs.
    /// </summary>
    [GeneratedRegex(@"^index\.html$|/(index|early|overlays|QueryEditor|ChartsPane)-[^/]*\.(js|css)$")]
    private static partial Regex FirstLoad();
}
