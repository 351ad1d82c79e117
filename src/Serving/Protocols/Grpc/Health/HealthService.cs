using Microsoft.Extensions.Hosting;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc.Health;

/// <summary>
/// <c>grpc.health.v1.Health</c>: of the whole host (no name, or a service's name) and of each model by its name.
/// Thread-safe.
/// </summary>
internal sealed class HealthService(InferenceEngine engine, IHostApplicationLifetime lifetime)
{
    /// <summary>The service's own name.</summary>
    public const string Name = "grpc.health.v1.Health";

    public ValueTask CheckAsync(GrpcCall call)
    {
        var name = ReadName(call.Message.Span);
        var health = Of(name);
        if (health == Health.ServiceUnknown)
        {
            throw new GrpcException(GrpcStatusCode.NotFound, $"No service or model '{name}' is known here.");
        }

        Write(call.Answer, health);
        return ValueTask.CompletedTask;
    }

    /// <summary>Tells the health at once and then each change, until the caller or the host has had enough.</summary>
    public async Task WatchAsync(GrpcStream stream)
    {
        var name = await ReadNameAsync(stream);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            stream.CallEnds, lifetime.ApplicationStopping);
        var told = Health.Unknown;
        try
        {
            while (true)
            {
                var change = engine.NextChange;
                var health = Of(name);
                if (health != told)
                {
                    told = health;
                    await stream.WriteAsync(answer => Write(answer, health), stream.CallEnds);
                }

                await change.WaitAsync(ends.Token);
            }
        }
        catch (OperationCanceledException error) when (!stream.CallEnds.IsCancellationRequested)
        {
            if (told != Health.NotServing)
            {
                await stream.WriteAsync(answer => Write(answer, Health.NotServing), stream.CallEnds);
            }

            throw new GrpcException(GrpcStatusCode.Unavailable, "The server is shutting down.", error);
        }
    }

    private static async Task<string> ReadNameAsync(GrpcStream stream)
    {
        using var message = await stream.ReadAsync(stream.CallEnds)
            ?? throw new GrpcException(GrpcStatusCode.Internal, "The call came without a message.");
        return ReadName(message.Bytes.Span);
    }

    private static string ReadName(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var name = "";
        while (reader.Next())
        {
            if (reader.Is(1, WireKind.Bytes))
            {
                name = reader.Text();
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }

    private static void Write(GrpcAnswer answer, Health health) =>
        new ProtoWriter(answer.Fields).Number(1, (ulong)health);

    private Health Of(string name)
    {
        if (name is "" or Name or GrpcEndpoints.InferenceService)
        {
            return engine.IsReady ? Health.Serving : Health.NotServing;
        }

        try
        {
            engine.Find(name, version: null);
            return engine.IsReady ? Health.Serving : Health.NotServing;
        }
        catch (ServingException error)
        {
            return error.Error == ServingError.ModelNotFound ? Health.ServiceUnknown : Health.NotServing;
        }
    }

    /// <summary>By the numbers of the health protocol.</summary>
    private enum Health
    {
        Unknown = 0,
        Serving = 1,
        NotServing = 2,
        ServiceUnknown = 3,
    }
}
