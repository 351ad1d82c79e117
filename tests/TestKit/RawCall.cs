using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Tracking.TestKit;

/// <summary>gRPC calls made by hand over HTTP/2, to say what no good client says.</summary>
public sealed class RawCall(string path, byte[] body) : IDisposable
{
    public const string Infer = "/inference.GRPCInferenceService/ModelInfer";

    private readonly HttpRequestMessage _request = new(HttpMethod.Post, path)
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/grpc" } } },
    };

    /// <summary>A message in its frame.</summary>
    public static byte[] Frame(byte[] message, byte flag = 0, int? length = null)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length ?? message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>A protobuf field of bytes; up to 127 of them.</summary>
    public static byte[] Field(int number, params byte[] bytes) =>
        [(byte)((number << 3) | 2), (byte)bytes.Length, .. bytes];

    public static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    public RawCall With(string header, string value)
    {
        _request.Headers.TryAddWithoutValidation(header, value);
        return this;
    }

    public RawCall Over(Version version)
    {
        _request.Version = version;
        return this;
    }

    public RawCall As(string contentType)
    {
        _request.Content!.Headers.Remove("Content-Type");
        _request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return this;
    }

    public async Task<RawResult> SendAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var response = await client.SendAsync(_request, Patience.Token());
        var answer = await response.Content.ReadAsByteArrayAsync(Patience.Token());
        return new RawResult(
            (int)response.StatusCode,
            Find(response, "grpc-status"),
            Find(response, "grpc-message"),
            Find(response, "grpc-encoding"),
            answer);
    }

    public void Dispose() => _request.Dispose();

    private static string? Find(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.TrailingHeaders.TryGetValues(name, out values)
            ? values.Single()
            : null;
}

/// <summary>What came back.</summary>
public sealed record RawResult(int Http, string? Status, string? Message, string? Encoding, byte[] Body);
