using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracking.Artifacts;
using Tracking.Artifacts.Uploads;
using Tracking.Contracts.Errors;
using Tracking.Contracts.Json;
using Tracking.Core.Errors;
using Tracking.Server.Messages;

namespace Tracking.Server.Errors;

/// <summary>Turns whatever a request ends in into MLflow's error body; only surprises are logged, each once.</summary>
internal sealed partial class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> log)
{
    private const int ClientClosedRequest = 499;

    /// <summary>Messages quote what the client sent, which may be megabytes.</summary>
    private const int MaxMessageLength = 16_384;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await AnswerUnroutedAsync(context);
        }
        catch (Exception error) when (IsHangUp(context, error))
        {
            // Nobody reads an answer, and a client that hangs up is no fault of this server.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ClientClosedRequest;
            }

            // Or the web server would try to read the rest of the body, and log that it cannot.
            context.Abort();
        }
        catch (Exception error)
        {
            await AnswerAsync(context, error);
        }
    }

    /// <summary>The client went away: its token is cancelled, or its connection was reset in the body.</summary>
    private static bool IsHangUp(HttpContext context, Exception error) =>
        error is ConnectionResetException
        || (error is OperationCanceledException or BadHttpRequestException or IOException
            && context.RequestAborted.IsCancellationRequested);

    private static Task AnswerUnroutedAsync(HttpContext context)
    {
        if (context.Response.HasStarted || context.GetEndpoint() is { RequestDelegate: not null, DisplayName: not null }
            && context.Response.StatusCode != StatusCodes.Status405MethodNotAllowed)
        {
            return Task.CompletedTask;
        }

        var request = context.Request;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => WriteAsync(
                context, StatusCodes.Status404NotFound, "ENDPOINT_NOT_FOUND", $"There is no {request.Path} on " +
                    "this server."),
            StatusCodes.Status405MethodNotAllowed when HttpMethods.IsOptions(request.Method) => AnswerOptions(context),
            StatusCodes.Status405MethodNotAllowed => WriteAsync(
                context, StatusCodes.Status405MethodNotAllowed, "ENDPOINT_NOT_FOUND",
                $"{request.Path} does not take {request.Method}; it takes {context.Response.Headers.Allow}."),
            _ => Task.CompletedTask,
        };
    }

    private static Task AnswerOptions(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = $"{context.Response.Headers.Allow}, OPTIONS";
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context, Exception error)
    {
        if (context.Response.HasStarted)
        {
            LogBrokenAnswer(error, context.Request.Method, context.Request.Path, context.TraceIdentifier);
            context.Abort();
            return;
        }

        context.Response.Clear();
        await (error switch
        {
            TrackingException known => WriteKnownAsync(context, known),
            InvalidArtifactPathException => WriteKnownAsync(context, ParameterErrors.Invalid("Invalid path")),
            UploadRefusedException refused => WriteKnownAsync(context, new TrackingException(
                refused.IsUnknownUpload ? ErrorCode.ResourceDoesNotExist : ErrorCode.InvalidParameterValue,
                refused.Message)),
            ArtifactStoreUnavailableException busy => WriteKnownAsync(
                context, new TrackingException(ErrorCode.TemporarilyUnavailable, busy.Message)),
            BadHttpRequestException bad => WriteAsync(
                context, bad.StatusCode, WireErrors.Of(ErrorCode.InvalidParameterValue).Name, Explain(bad)),
            _ => WriteSurpriseAsync(context, error),
        });
    }

    private static Task WriteKnownAsync(HttpContext context, TrackingException error)
    {
        var (name, status) = WireErrors.Of(error.Code);
        if (error.Code is ErrorCode.TemporarilyUnavailable or ErrorCode.IdempotencyKeyInUse)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return WriteAsync(context, status, name, error.Message);
    }

    private Task WriteSurpriseAsync(HttpContext context, Exception error)
    {
        LogSurprise(error, context.Request.Method, context.Request.Path, context.TraceIdentifier);
        var (name, status) = WireErrors.Of(ErrorCode.InternalError);
        return WriteAsync(
            context, status, name,
            $"The server failed to handle this request. Its log has the cause under {context.TraceIdentifier}.");
    }

    private static string Explain(BadHttpRequestException error) =>
        error.StatusCode == StatusCodes.Status413PayloadTooLarge
            ? "The request body is larger than this server takes. Split it into several requests."
            : $"The request cannot be read: {error.Message}";

    private static Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        if (message.Length > MaxMessageLength)
        {
            message = $"{message.AsSpan(0, MaxMessageLength)}... ({message.Length} characters)";
        }

        return Answer.WriteAsync(
            context, new ErrorResponse { ErrorCode = code, Message = message }, WireJson.Default.ErrorResponse);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed [{Id}]")]
    private partial void LogSurprise(Exception error, string method, string path, string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed after its answer had begun [{Id}]")]
    private partial void LogBrokenAnswer(Exception error, string method, string path, string id);
}
