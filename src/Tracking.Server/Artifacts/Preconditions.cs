using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace Tracking.Server.Artifacts;

/// <summary>What the conditional headers of a GET or HEAD ask for (RFC 9110, section 13.2.2).</summary>
internal enum PreconditionOutcome
{
    Send,
    NotModified,
    Failed,
}

/// <summary>Evaluates If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since and If-Range.</summary>
internal sealed class Preconditions(RequestHeaders headers, EntityTagHeaderValue tag, DateTimeOffset modifiedAt)
{
    // The dates of HTTP have no fractions.
    private readonly DateTimeOffset _modifiedAt =
        new(modifiedAt.UtcTicks - (modifiedAt.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>A header that cannot be read is no condition.</summary>
    public PreconditionOutcome Outcome
    {
        get
        {
            if (headers.IfMatch.Count > 0)
            {
                if (!headers.IfMatch.Any(IsStrongMatch))
                {
                    return PreconditionOutcome.Failed;
                }
            }
            else if (headers.IfUnmodifiedSince < _modifiedAt)
            {
                return PreconditionOutcome.Failed;
            }

            var isUnchanged = headers.IfNoneMatch.Count > 0
                ? headers.IfNoneMatch.Any(IsWeakMatch)
                : headers.IfModifiedSince >= _modifiedAt;
            return isUnchanged ? PreconditionOutcome.NotModified : PreconditionOutcome.Send;
        }
    }

    /// <summary>Whether a range may be answered: the part still belongs to what the client has of it.</summary>
    public bool AllowRange(IHeaderDictionary raw)
    {
        if (string.IsNullOrEmpty(raw.IfRange))
        {
            return true;
        }

        return headers.IfRange is { } condition
            && (condition.EntityTag is { } expected ? IsStrongMatch(expected) : condition.LastModified == _modifiedAt);
    }

    private bool IsStrongMatch(EntityTagHeaderValue other) =>
        other.Equals(EntityTagHeaderValue.Any) || tag.Compare(other, useStrongComparison: true);

    private bool IsWeakMatch(EntityTagHeaderValue other) =>
        other.Equals(EntityTagHeaderValue.Any) || tag.Compare(other, useStrongComparison: false);
}
