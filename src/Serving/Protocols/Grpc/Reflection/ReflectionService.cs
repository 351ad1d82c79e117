using Microsoft.Extensions.Hosting;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc.Reflection;

/// <summary>
/// <c>grpc.reflection.v1</c>: tells tools such as grpcurl which services there are and what their messages hold.
/// Thread-safe.
/// </summary>
internal sealed class ReflectionService(IHostApplicationLifetime lifetime)
{
    private const int FileByName = 3;
    private const int FileWithSymbol = 4;
    private const int FileWithExtension = 5;
    private const int ExtensionsOfType = 6;
    private const int ListServices = 7;

    /// <summary>The names that clients ask for, the newest first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"];

    /// <summary>Answers one question after the other, until the caller has no more.</summary>
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
                    var question = Read(message.Bytes.Span);
                    await stream.WriteAsync(answer => Write(answer, message, question), stream.CallEnds);
                }
            }
        }
        catch (OperationCanceledException error) when (!stream.CallEnds.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, "The server is shutting down.", error);
        }
    }

    private static (int Kind, string Text) Read(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var question = (Kind: 0, Text: "");
        while (reader.Next())
        {
            if (reader.Kind == WireKind.Bytes && reader.Field is >= FileByName and <= ListServices)
            {
                // An extension is asked for by a message, and there are none.
                question = (reader.Field, reader.Field == FileWithExtension ? Skip(ref reader) : reader.Text());
            }
            else
            {
                reader.Skip();
            }
        }

        return question;
    }

    private static string Skip(ref ProtoReader reader)
    {
        reader.Skip();
        return "";
    }

    private static void Write(GrpcAnswer answer, GrpcMessage request, (int Kind, string Text) question)
    {
        var writer = new ProtoWriter(answer.Fields);
        var original = writer.Begin(2);
        answer.Fields.Write(request.Bytes.Span);
        writer.End(original);
        var file = question.Kind switch
        {
            FileByName => DescribedFile.All.FirstOrDefault(one => one.Name == question.Text),
            FileWithSymbol => DescribedFile.All.FirstOrDefault(one => one.Symbols.Contains(question.Text)),
            _ => null,
        };
        if (file is not null)
        {
            var response = writer.Begin(4);
            var bytes = writer.Begin(1);
            answer.Fields.Write(file.Descriptor);
            writer.End(bytes);
            writer.End(response);
        }
        else if (question.Kind == ListServices)
        {
            WriteServices(writer);
        }
        else
        {
            WriteError(writer, question);
        }
    }

    private static void WriteServices(ProtoWriter writer)
    {
        var list = writer.Begin(6);
        foreach (var service in DescribedFile.All.SelectMany(file => file.Services))
        {
            var one = writer.Begin(1);
            writer.Text(1, service);
            writer.End(one);
        }

        writer.End(list);
    }

    private static void WriteError(ProtoWriter writer, (int Kind, string Text) question)
    {
        var error = writer.Begin(7);
        writer.Number(1, (ulong)(question.Kind == 0 ? GrpcStatusCode.InvalidArgument : GrpcStatusCode.NotFound));
        writer.Text(2, question.Kind switch
        {
            0 => "The request asks for nothing.",
            FileByName => $"There is no file '{question.Text}'.",
            ExtensionsOfType or FileWithExtension => "There are no extensions.",
            _ => $"There is no symbol '{question.Text}'.",
        });
        writer.End(error);
    }
}
