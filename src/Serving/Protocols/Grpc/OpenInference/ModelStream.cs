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
                    await AnswerAsync(message, stream);
                }
            }
        }
        catch (OperationCanceledException error) when (!stream.CallEnds.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, "The server is shutting down.", error);
        }
    }

    private async Task AnswerAsync(GrpcMessage message, GrpcStream stream)
    {
        using var response = new GrpcAnswer();
        string? problem = null;
        try
        {
            using var clock = deadline.Start(stream.CallEnds);
            await service.ModelInferAsync(new GrpcCall(message.Bytes, response, clock.Token, stream.CallEnds)
            {
                Reached = stream.Reached,
            });
        }
        catch (Exception error) when (!stream.CallEnds.IsCancellationRequested)
        {
            problem = GrpcErrors.From(error, logger).Message;
        }

        await stream.WriteAsync(answer => Write(answer, response, problem), stream.CallEnds);
    }

    private static void Write(GrpcAnswer answer, GrpcAnswer response, string? problem)
    {
        if (problem is null)
        {
            response.CopyTo(answer.Fields, field: 2);
        }
        else
        {
            new ProtoWriter(answer.Fields).Text(1, problem);
        }
    }
}
