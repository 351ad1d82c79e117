using System.Globalization;
using System.Text;

namespace Tracking.Benchmarks.Load;

/// <summary>The bytes of HTTP requests.</summary>
internal static class WireRequest
{
    public static byte[] Get(string path) =>
        Encoding.ASCII.GetBytes($"GET /{path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    public static byte[] Post(string path, string json) => Post(path, Encoding.UTF8.GetBytes(json));

    /// <summary>A POST of JSON to <c>/api/2.0/mlflow/PATH</c>.</summary>
    public static byte[] Post(string path, ReadOnlySpan<byte> json)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/2.0/mlflow/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {json.Length}\r\n\r\n"));
        return [.. head, .. json];
    }
}
