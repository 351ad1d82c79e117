using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace Tracking.Client.Internal.Transport;

/// <summary>The last answers that a server tagged, by what was asked. Thread-safe.</summary>
internal sealed class TaggedAnswers
{
    private const int MostKept = 1_024;

    private readonly ConcurrentDictionary<Uri, TaggedAnswer> _known = new();

    /// <summary>What is known; null for nothing.</summary>
    internal TaggedAnswer? Of(Uri asked) => _known.GetValueOrDefault(asked);

    /// <summary>Keeps a tagged answer in place of the one before; forgets where there is no tag.</summary>
    internal void Keep(Uri asked, EntityTagHeaderValue? tag, byte[] body)
    {
        if (tag is null)
            _known.TryRemove(asked, out _);
        else if (_known.Count < MostKept || _known.ContainsKey(asked))
            _known[asked] = new TaggedAnswer(tag, body);
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
