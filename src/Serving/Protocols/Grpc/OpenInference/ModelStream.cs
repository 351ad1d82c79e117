using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>
/// ModelStreamInfer: requests of one stream one after the other, each with its own deadline; a failed one is answered
/// within the stream, which goes on. Thread-safe.
/// </summary>
internal sealed class ModelStream(
    GrpcInferenceService service,
    RequestDeadline deadline,
    IHostApplicationLifetime lifetime,
    ILogger<ModelStream> logger)
{
    public async Task RunAsync(GrpcStream stream)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            stream.CallEnds, lifetime.ApplicationStopping);
        try
        {
            while (await stream.ReadAsync(ends.Token) is { } message)
            {
                using (message)
                {
                    await stream.WriteAsync(answer => Answer(message, answer, stream), stream.CallEnds);
                }
            }
        }
        catch (OperationCanceledException error) when (!stream.CallEnds.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, "The server is shutting down.", error);
        }
    }

    private void Answer(GrpcMessage message, GrpcAnswer answer, GrpcStream stream)
    {
        using var response = new GrpcAnswer();
        var writer = new ProtoWriter(answer.Fields);
        try
        {
            using var clock = deadline.Start(stream.CallEnds);
            service.Infer(message.Bytes.Span, response, clock.Token, stream.CallEnds);
        }
        catch (Exception error) when (!stream.CallEnds.IsCancellationRequested)
        {
            writer.Text(1, GrpcErrors.From(error, logger).Message);
            return;
        }

        response.CopyTo(answer.Fields, field: 2);
    }
}
