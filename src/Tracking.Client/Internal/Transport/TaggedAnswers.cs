using System.Net;
using System.Net.Http.Headers;

namespace Tracking.Client.Internal.Transport;

/// <summary>The last answers that a server tagged, by what was asked. Thread-safe.</summary>
/// <param name="mostBytes">Of all bodies together; with more all are forgotten.</param>
internal sealed class TaggedAnswers(long mostBytes = 16 << 20)
{
    private const int MostKept = 1_024;

    private readonly Lock _gate = new();
    private readonly Dictionary<Uri, TaggedAnswer> _known = [];
    private long _bytes;

    /// <summary>What is known; null for nothing.</summary>
    internal TaggedAnswer? Of(Uri asked)
    {
        lock (_gate)
            return _known.GetValueOrDefault(asked);
    }

    /// <summary>Keeps a tagged answer in place of the one before; forgets where there is no tag.</summary>
    internal void Keep(Uri asked, EntityTagHeaderValue? tag, byte[] body)
    {
        lock (_gate)
        {
            if (_known.Remove(asked, out var before))
                _bytes -= before.Body.Length;
            if (tag is null || body.Length > mostBytes)
                return;

            if (_known.Count == MostKept || _bytes + body.Length > mostBytes)
            {
                // What is asked for again and again is soon here again.
                _known.Clear();
                _bytes = 0;
            }

            _known[asked] = new TaggedAnswer(tag, body);
            _bytes += body.Length;
        }
    }
}

/// <summary>An answer with the tag under which its server knows it.</summary>
internal sealed record TaggedAnswer(EntityTagHeaderValue Tag, byte[] Body)
{
    /// <summary>The call, to be answered with 304 where nothing has changed.</summary>
    internal OutgoingCall AskedWith(OutgoingCall call) => call with
    {
        AlsoGood = HttpStatusCode.NotModified,
        Prepare = request => request.Headers.IfNoneMatch.Add(Tag),
    };
}
