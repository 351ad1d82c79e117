using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols;

/// <summary>One protocol's way to read a scoring request and to write its answer or error. Thread-safe.</summary>
internal abstract class ScoringProtocol
{
    /// <summary>Refuses a request by its headers, before its body is read.</summary>
    /// <exception cref="ServingException">The request is not one of this protocol.</exception>
    public abstract void CheckHeaders(HttpRequest request);

    /// <summary>Reads the body, runs the model and writes the answer's body.</summary>
    /// <exception cref="ServingException">Anything that the caller should be told.</exception>
    public abstract ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer);

    /// <summary>Writes an error body.</summary>
    public abstract AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer);
}

/// <summary>A scoring request whose body has arrived.</summary>
/// <param name="Context">Route values and headers.</param>
/// <param name="Body">Valid until the answer is written.</param>
/// <param name="Deadline">Fires when time is up or the caller has gone.</param>
internal readonly record struct ScoringCall(HttpContext Context, ReadOnlyMemory<byte> Body, CancellationToken Deadline)
{
    /// <summary>Says which model it reached, for the access log.</summary>
    public LoadedModel Reaches(ModelLease lease)
    {
        ReachedModel.Tell(Context, lease.Model);
        return lease.Model;
    }
}

/// <summary>How an answer goes out.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">What the body is.</param>
internal readonly record struct AnswerHead(int Status, string ContentType)
{
    /// <summary>A good answer in JSON.</summary>
    public static AnswerHead Json { get; } = new(StatusCodes.Status200OK, "application/json");
}
