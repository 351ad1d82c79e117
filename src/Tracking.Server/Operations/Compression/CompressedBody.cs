using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tracking.Server.Operations.Compression;

/// <summary>
/// The body of an answer that is compressed if it turns out to be large enough. Until that is known it is kept back, so
/// that a small one goes out as it is, with its length.
/// </summary>
internal sealed class CompressedBody(
    HttpResponse response, IHttpResponseBodyFeature plain, AcceptedEncoding encoding, int minBytes)
    : WriteOnlyStream, IHttpResponseBodyFeature, IAsyncDisposable
{
    private readonly CutStream _sink = new(plain.Stream);
    private byte[] _kept = [];
    private int _keptLength;
    private Stream? _target;
    private Stream? _compressor;
    private PipeWriter? _writer;
    private bool _isComplete;

    public Stream Stream => this;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public void DisableBuffering() => plain.DisableBuffering();

    /// <summary>Headers go out now: the answer is a stream, whose size nobody knows.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await DecideAsync(isLarge: true, cancellationToken);
        await plain.StartAsync(cancellationToken);
    }

    public async Task SendFileAsync(
        string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await DecideAsync(isLarge: false, cancellationToken);
        await plain.SendFileAsync(path, offset, count, cancellationToken);
    }

    /// <summary>Everything is written: sends what was kept back, or the end of what was compressed.</summary>
    public async Task CompleteAsync()
    {
        if (_isComplete)
        {
            return;
        }

        _isComplete = true;
        if (_writer is not null)
        {
            await _writer.FlushAsync();
        }

        if (_target is null && _keptLength > 0)
        {
            response.ContentLength ??= response.HasStarted ? null : _keptLength;
        }

        await DecideAsync(isLarge: false, CancellationToken.None);
        if (_compressor is not null)
        {
            await _compressor.DisposeAsync();
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_target is null && !Keep(buffer.Span))
        {
            await DecideAsync(isLarge: true, cancellationToken);
        }

        if (_target is not null)
        {
            await _target.WriteAsync(buffer, cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _target?.FlushAsync(cancellationToken) ?? Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        if (!_isComplete)
        {
            // Cut off: no footer may make a part look like the whole.
            _sink.Cut();
        }

        if (_compressor is not null)
        {
            await _compressor.DisposeAsync();
        }

        if (_kept.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_kept);
            _kept = [];
        }

        await base.DisposeAsync();
    }

    private bool Keep(ReadOnlySpan<byte> bytes)
    {
        if (_keptLength + bytes.Length >= minBytes)
        {
            return false;
        }

        if (_kept.Length == 0)
        {
            _kept = ArrayPool<byte>.Shared.Rent(minBytes);
        }

        bytes.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += bytes.Length;
        return true;
    }

    private async ValueTask DecideAsync(bool isLarge, CancellationToken cancellationToken)
    {
        if (_target is not null)
        {
            return;
        }

        _target = plain.Stream;
        if (isLarge && IsCompressible())
        {
            response.Headers.ContentEncoding = encoding.Name;
            response.Headers.Append("Vary", "Accept-Encoding");
            response.ContentLength = null;
            _target = _compressor = encoding.Compress(_sink);
        }

        if (_keptLength > 0)
        {
            await _target.WriteAsync(_kept.AsMemory(0, _keptLength), cancellationToken);
        }
    }

    private bool IsCompressible()
    {
        var headers = response.Headers;
        return !response.HasStarted
            && response.StatusCode != StatusCodes.Status206PartialContent
            && headers.ContentEncoding.Count == 0
            && headers.ContentDisposition.Count == 0
            && headers.ETag.Count == 0
            && response.ContentType is { } type
            && (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("application/openmetrics-text", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("text/plain; version=", StringComparison.OrdinalIgnoreCase));
    }
}
