using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tracking.Server.Operations.Logging;

/// <summary>What the log says of one request: nothing of its query, its headers or its body.</summary>
internal sealed class RequestEntry(HttpContext context, TimeSpan duration)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const int PathMax = 512;

    private readonly KeyValuePair<string, object?>[] _values =
    [
        new("Method", context.Request.Method),
        new("Path", PathOf(context.Request)),
        new("Route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? ""),
        new("Status", context.Response.StatusCode),
        new("DurationMs", Math.Round(duration.TotalMilliseconds, 3)),
        new("RequestId", context.TraceIdentifier),
        new("TraceId", Activity.Current?.TraceId.ToString() ?? ""),
    ];

    public int Count => _values.Length;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_values[0].Value} {_values[1].Value} {_values[3].Value} {_values[4].Value} ms " +
        $"route={_values[2].Value} request={_values[5].Value} trace={_values[6].Value}");

    /// <summary>Percent-encoded, so that it cannot begin a line of its own.</summary>
    private static string PathOf(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        return path.Length <= PathMax ? path : path[..PathMax] + "...";
    }
}
