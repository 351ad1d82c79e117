using System.Text;
using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;
using Tracking.Server.Messages;

namespace Tracking.Server.Traces.Otlp;

/// <summary>A refusal in the words of this one endpoint: a status and <c>{"detail": …}</c>.</summary>
internal sealed class OtlpRefusal : Exception
{
    private OtlpRefusal(int status, string detailJson, Exception? inner = null)
        : base(detailJson, inner) => (Status, DetailJson) = (status, detailJson);

    public int Status { get; }

    private string DetailJson { get; }

    public static OtlpRefusal Of(int status, string detail, Exception? inner = null) =>
        new(status, PythonText.Quote(detail), inner);

    public static OtlpRefusal MissingHeader(string name) => new(
        StatusCodes.Status422UnprocessableEntity,
        $$"""[{"type":"missing","loc":["header",{{PythonText.Quote(name)}}],"msg":"Field required","input":null}]""");

    /// <summary>The refusal that a fault of the store or of the connection comes to.</summary>
    public static OtlpRefusal Of(TrackingException error) => Of(
        error.Code == ErrorCode.TemporarilyUnavailable
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status422UnprocessableEntity,
        $"Failed to log OpenTelemetry spans: {error.Message}",
        error);

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType.Json;
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "1";
        }

        return response.Body.WriteAsync(
            Encoding.UTF8.GetBytes($$"""{"detail":{{DetailJson}}}"""), context.RequestAborted).AsTask();
    }
}
