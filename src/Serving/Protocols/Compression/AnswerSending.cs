using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Compression;

/// <summary>Sends answers, packed where the caller takes that and it pays.</summary>
internal static class AnswerSending
{
    /// <summary>Answers below this go as they are: packing them costs more than it saves.</summary>
    internal const int LeastBytes = 2048;

    /// <summary>Sends a status and a whole body.</summary>
    public static async Task SendAsync(HttpContext context, AnswerHead head, ResponseBuffer answer)
    {
        var response = context.Response;
        response.StatusCode = head.Status;
        response.ContentType = head.ContentType;
        var coding = answer.Count < LeastBytes ? BodyCoding.Identity : BodyCodings.ForAnswer(context.Request);
        if (coding != BodyCoding.Identity)
        {
            await SendPackedAsync(context, answer, coding);
            return;
        }

        response.ContentLength = answer.Count;
        var writer = response.BodyWriter;
        answer.Written.CopyTo(writer.GetSpan(answer.Count));
        writer.Advance(answer.Count);
        await writer.FlushAsync(context.RequestAborted);
    }

    private static async Task SendPackedAsync(HttpContext context, ResponseBuffer answer, BodyCoding coding)
    {
        var response = context.Response;
        response.Headers.ContentEncoding = BodyCodings.NameOf(coding);
        response.Headers.Vary = "Accept-Encoding";
        await using Stream packing = coding == BodyCoding.Gzip
            ? new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true)
            : new ZLibStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await packing.WriteAsync(answer.WrittenMemory, context.RequestAborted);
    }
}
