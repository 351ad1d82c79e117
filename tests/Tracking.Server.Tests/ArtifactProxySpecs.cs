using System.Net;
using System.Net.Sockets;
using System.Text;
using Tracking.TestKit;

namespace Tracking.Server.Tests;

public sealed class ArtifactProxySpecs : ServerSpecs
{
    private const string Files = "api/2.0/mlflow-artifacts/artifacts/";

    [Theory]
    [InlineData("a.txt", "text/plain")]
    [InlineData("deep/er/MLmodel", "text/plain")]
    [InlineData("p.html", "text/html")]
    [InlineData("img.png", "image/png")]
    [InlineData("m.onnx", "application/octet-stream")]
    [InlineData("sp%20ace+%C3%BC.json", "text/plain")]
    public async Task What_was_uploaded_is_downloaded_as_a_file(string path, string type)
    {
        await PutAsync(path, "content");
        using var response = await Client.GetAsync(Files + path);
        Assert.Equal("content", await response.Content.ReadAsStringAsync());
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Folders_are_listed_by_name_and_deleted_whole()
    {
        await PutAsync("x/b.txt", "12");
        await PutAsync("x/a/c.txt", "");
        Assert.Equal(
            """{"files":[{"path":"a","is_dir":true},{"path":"b.txt","is_dir":false,"file_size":2}]}""",
            await ListAsync("x"));
        using var deleted = await Client.DeleteAsync(Files + "x");
        Assert.Equal("{}", await deleted.Content.ReadAsStringAsync());
        Assert.Equal("{}", await ListAsync("x"));
        using var again = await Client.DeleteAsync(Files + "x");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Theory]
    [InlineData("..%2F..%2Fetc/passwd")]
    [InlineData("x/../raw.txt")]
    [InlineData("x/%2e%2e/raw.txt")]
    [InlineData("%252e%252e/raw.txt")]
    [InlineData("x%5C..%5Craw.txt")]
    [InlineData("%2Fetc/passwd")]
    [InlineData("x%01y")]
    public async Task A_way_out_is_an_invalid_path(string path)
    {
        foreach (var verb in new[] { "GET", "PUT", "DELETE" })
        {
            var (status, body) = await SendRawAsync(verb, "/" + Files + path);
            Assert.Equal("400", status);
            Assert.Contains(
                """{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid path"}""",
                body,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task The_root_itself_is_neither_written_nor_deleted(string verb)
    {
        await PutAsync("kept.txt", "x");
        var (status, body) = await SendRawAsync(verb, "/" + Files);
        Assert.Equal("400", status);
        Assert.Contains("Invalid path", body, StringComparison.Ordinal);
        Assert.Contains("kept.txt", await ListAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_not_found()
    {
        using var response = await Client.GetAsync(Files + "x/none.txt");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No such artifact: 'x/none.txt'"}""",
            (await response.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_the_old_file()
    {
        await PutAsync("a.txt", "old");
        using (var socket = await ConnectAsync())
        {
            var head = $"PUT /{Files}a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nnew";
            await socket.SendAsync(Encoding.ASCII.GetBytes(head));
            socket.Shutdown(SocketShutdown.Send);

            // The server ends the connection when it has given the upload up.
            var end = await Record.ExceptionAsync(() => socket.ReceiveAsync(new byte[4096]));
            Assert.True(end is null or SocketException, $"the server ended with {end}");
        }

        Assert.Equal("old", await Client.GetStringAsync(Files + "a.txt"));
        Assert.Equal("""{"files":[{"path":"a.txt","is_dir":false,"file_size":3}]}""", await ListAsync(""));
    }

    [Fact]
    public async Task An_artifact_may_be_larger_than_a_message()
    {
        await using var server = await RunningTrackingServer.StartAsync(o => o with { MaxMessageBytes = 1024 });
        var content = new byte[100_000];
        new Random(1).NextBytes(content);
        using var put = await server.Client.PutAsync(Files + "big.bin", new ByteArrayContent(content));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(content, await server.Client.GetByteArrayAsync(Files + "big.bin"));
    }

    [Fact]
    public async Task A_server_that_serves_no_artifacts_says_so()
    {
        await using var server = await RunningTrackingServer.StartAsync(o => o with { ServeArtifacts = false });
        using var response = await server.Client.GetAsync(Files + "a.txt");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("--no-serve-artifacts", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task PutAsync(string path, string content)
    {
        using var response = await Client.PutAsync(Files + path, new StringContent(content));
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
    }

    private Task<string> ListAsync(string path) =>
        Client.GetStringAsync("api/2.0/mlflow-artifacts/artifacts?path=" + Uri.EscapeDataString(path));

    /// <summary>Without HttpClient, which would resolve the dots itself.</summary>
    private async Task<(string Status, string Text)> SendRawAsync(string verb, string target)
    {
        using var socket = await ConnectAsync();
        var request = $"{verb} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(new NetworkStream(socket));
        var text = await reader.ReadToEndAsync();
        return (text.Split(' ')[1], text);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Server.Address.Host, Server.Address.Port);
        return socket;
    }
}
