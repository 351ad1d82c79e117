using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Tracking.Serving.Protocols;

/// <summary>
/// A connection whose caller may end in the middle of a body and is answered all the same. Who reads a body tells when
/// it begins and ends. Thread-safe.
/// </summary>
internal interface IBodyEnd
{
    /// <summary>From now on an end of the connection's input cancels what this reader waits for.</summary>
    void Begin(PipeReader body);

    /// <summary>The body is read or given up: whoever ends from now on has gone.</summary>
    /// <param name="answer">Closes the connection, if the caller ended within the body.</param>
    void End(HttpResponse answer);

    /// <summary>The request waits before its body is read: whoever ends meanwhile has gone.</summary>
    void Wait();
}
