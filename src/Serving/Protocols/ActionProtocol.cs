using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols;

/// <summary>Writes an error the way of a protocol.</summary>
internal delegate AnswerHead ErrorWriter(ServingError error, string message, ResponseBuffer to);

/// <summary>Does what a request asks and writes the answer's body.</summary>
internal delegate ValueTask<AnswerHead> RequestAction(ScoringCall call, ResponseBuffer answer);

/// <summary>One action of a protocol that scores nothing: metadata, statistics, loading and unloading.</summary>
internal sealed class ActionProtocol(ErrorWriter errors, RequestAction act) : ScoringProtocol
{
    public override void CheckHeaders(HttpRequest request)
    {
        // Clients send bodies of any type along, and most often none.
    }

    public override ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer) => act(call, answer);

    public override AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer) =>
        errors(error, message, answer);
}
