using System.Net;

namespace Tracking.Client.Internal.Transport;

/// <summary>One request as it can be sent several times.</summary>
/// <param name="Method">HTTP verb.</param>
/// <param name="Uri">Absolute.</param>
/// <param name="Name">What errors call it, such as <c>POST runs/create</c>.</param>
internal sealed record OutgoingCall(HttpMethod Method, Uri Uri, string Name)
{
    /// <summary>Makes the body anew for every attempt; null for none.</summary>
    internal Func<HttpContent>? Content { get; init; }

    /// <summary>Whether the server may see it twice; false for what creates something.</summary>
    internal bool Repeatable { get; init; } = true;

    /// <summary>Whether one attempt is all: its sender repeats it in its own way.</summary>
    internal bool IsSentOnce { get; init; }

    /// <summary>
    /// Sent with every attempt of a create: a server that honours it creates once, however often it is asked.
    /// </summary>
    internal string? IdempotencyKey { get; init; }

    /// <summary>
    /// Reads a good answer's body within the attempt, so that an answer that breaks off is asked for again. Null: the
    /// transport reads it whole.
    /// </summary>
    internal Func<HttpResponseMessage, CancellationToken, Task>? ReadAnswer { get; init; }

    /// <summary>Restarts the attempt's timeout whenever a transfer moves; null for short calls.</summary>
    internal StallWatch? Progress { get; init; }

    /// <summary>Sets headers of an attempt that depend on what earlier ones brought.</summary>
    internal Action<HttpRequestMessage>? Prepare { get; init; }

    /// <summary>A status outside 2xx that is an answer as well, such as 304; null for none.</summary>
    internal HttpStatusCode? AlsoGood { get; init; }

    /// <summary>Attempts after the first; null for those of the options.</summary>
    internal int? MaxRetries { get; init; }

    /// <summary>Whether an answer is what the caller wants to read.</summary>
    internal bool IsGood(HttpResponseMessage answer) => answer.IsSuccessStatusCode || answer.StatusCode == AlsoGood;
}
