using System.Threading.Channels;
using Tracking.TestKit;

namespace Tracking.Client.Hosting.Tests;

/// <summary>Sends requests, and tells when the answer to a PUT has come.</summary>
internal sealed class PutSignal() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Channel<string> _puts = Channel.CreateUnbounded<string>();

    /// <summary>Waits for the next PUT to a path that ends so.</summary>
    public async Task WaitAsync(string end)
    {
        while (!(await _puts.Reader.ReadAsync(Patience.Token())).EndsWith(end, StringComparison.Ordinal))
        {
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Put)
            _puts.Writer.TryWrite(request.RequestUri!.AbsolutePath);
        return answer;
    }
}
