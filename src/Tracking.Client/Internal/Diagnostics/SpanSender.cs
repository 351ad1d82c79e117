using System.Diagnostics;
using System.Net.Http.Headers;
using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Internal.Diagnostics;

/// <summary>
/// Sends spans over OTLP in protobuf, which every server since MLflow 3.4 takes. Repeating it is safe.
/// </summary>
internal sealed class SpanSender(HttpTransport transport, string experimentId, string? runId)
{
    internal async Task SendAsync(IReadOnlyList<Activity> spans, CancellationToken cancellationToken)
    {
        var body = SpanExport.Write(spans);
        var call = new OutgoingCall(HttpMethod.Post, new Uri(transport.BaseUri, "v1/traces"), "POST v1/traces")
        {
            Content = () => new ReadOnlyMemoryContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") },
            },
            Prepare = request =>
            {
                request.Headers.Add("x-mlflow-experiment-id", experimentId);
                if (runId is not null)
                    request.Headers.Add("x-mlflow-run-id", runId);
            },
        };
        using var answer = await transport.SendAsync(call, cancellationToken);
    }
}
