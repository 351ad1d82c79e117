using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Protection;

public sealed class CutBodySpecs(CutBodySpecs.LoggedHost host) : IClassFixture<CutBodySpecs.LoggedHost>
{
    private const string Json = "application/json";
    private const string Binary =
        """{"inputs":[{"name":"x","datatype":"FP32","shape":[2],"parameters":{"binary_data_size":8}}]}""";

    /// <summary>One route of each family: path, headers and a good body.</summary>
    public static TheoryData<string, string, string> Routes => new()
    {
        { "/invocations", $"Content-Type: {Json}", """{"inputs": [1, 2, 3]}""" },
        { "/invocations", "Content-Type: text/csv", "x\n1\n2\n3\n" },
        { "/models/m/invoke", $"Content-Type: {Json}", """{"inputs": [1, 2, 3]}""" },
        {
            "/v2/models/m/infer", $"Content-Type: {Json}",
            """{"inputs":[{"name":"x","datatype":"FP32","shape":[2],"data":[1,2]}]}"""
        },
        {
            "/v2/models/m/infer",
            $"Inference-Header-Content-Length: {Binary.Length}\r\nContent-Type: application/octet-stream",
            Binary + "\0\0\0\0\0\0\0\0"
        },
        { "/v2/repository/models/m/load", $"Content-Type: {Json}", """{"parameters": {}}""" },
        { "/v1/models/m:predict", $"Content-Type: {Json}", """{"instances": [1, 2, 3]}""" },
        { "/v1/models/m:classify", $"Content-Type: {Json}", """{"examples": [{"x": 1}]}""" },
        { "/predictions/m", $"Content-Type: {Json}", """{"instances": [1, 2, 3]}""" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_body_that_ends_before_its_length_is_a_bad_request(string path, string headers, string body)
    {
        var length = body.Length + 10;

        var said = await SendAsync($"{Head(path, headers)}Content-Length: {length}\r\n\r\n{body}");

        AssertRefused(said, $"ended after {body.Length} of the {length} bytes that its Content-Length announces");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_body_that_ends_within_its_chunks_is_a_bad_request(string path, string headers, string body)
    {
        var head = $"{Head(path, headers)}Transfer-Encoding: chunked\r\n\r\n";

        var afterChunk = await SendAsync($"{head}{body.Length:X}\r\n{body}\r\n");
        var withinChunk = await SendAsync($"{head}{body.Length + 10:X}\r\n{body}");
        var withinLength = await SendAsync($"{head}{body.Length:X}\r\n{body}\r\n1");

        Assert.All([afterChunk, withinChunk, withinLength], said =>
            AssertRefused(said, $"ended within its chunked encoding, after {body.Length} bytes"));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Gzip_without_its_end_is_a_bad_request(string path, string headers, string body)
    {
        var whole = Gzip(body);
        foreach (var kept in (int[])[whole.Length - 1, whole.Length - 8, whole.Length / 2, 3])
        {
            var head = Head(path, headers)
                + $"Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: {kept}\r\n\r\n";
            using var connection = await RawConnection.OpenAsync(host.Rig.Host.Address);
            await connection.SendAsync(Encoding.ASCII.GetBytes(head), whole[..kept]);
            AssertRefused(await connection.ReadToEndAsync(), "or it is cut off");
        }
    }

    [Fact]
    public async Task One_that_resets_its_connection_within_a_body_leaves_the_host_serving()
    {
        using (var connection = await RawConnection.OpenAsync(host.Rig.Host.Address))
        {
            var head = Head("/invocations", "Content-Type: text/csv");
            await connection.SendAsync(Encoding.ASCII.GetBytes(head + "Content-Length: 9\r\n\r\nx\n"));
            connection.Reset();
        }

        Assert.Equal(200, (await host.Rig.InvokeAsync("""{"inputs": [1]}""")).Status);
        host.AssertQuiet();
    }

    private async Task<string> SendAsync(string request)
    {
        using var connection = await RawConnection.OpenAsync(host.Rig.Host.Address);
        await connection.SendAsync(Encoding.ASCII.GetBytes(request));
        connection.CloseHalf();
        return await connection.ReadToEndAsync();
    }

    private static string Head(string path, string headers) => $"POST {path} HTTP/1.1\r\nHost: x\r\n{headers}\r\n";

    private void AssertRefused(string said, string because)
    {
        Assert.StartsWith("HTTP/1.1 400 ", said);
        Assert.Contains(because, said);
        host.AssertQuiet();
    }

    private static byte[] Gzip(string body)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Optimal))
        {
            packing.Write(Encoding.ASCII.GetBytes(body));
        }

        return packed.ToArray();
    }

    /// <summary>A host whose log is kept.</summary>
    public sealed class LoggedHost : IAsyncLifetime, IDisposable
    {
        private readonly LogLines _log = new();

        internal ServingRig Rig { get; private set; } = null!;

        public async Task InitializeAsync() => Rig = await ServingRig.StartAsync(
            () => FunctionScorer.Echo(ElementType.Float32, -1),
            addServices: services => services.AddSingleton<ILoggerProvider>(_log));

        /// <summary>Nothing was logged that somebody would have to look at.</summary>
        public void AssertQuiet()
        {
            Assert.Empty(_log.Of(LogLevel.Error));
            Assert.Empty(_log.Of(LogLevel.Critical));
        }

        public async Task DisposeAsync() => await Rig.DisposeAsync();

        public void Dispose() => _log.Dispose();
    }
}
