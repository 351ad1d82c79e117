using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracking.Serving.Protocols;

namespace Tracking.Serving.Hosting.Listeners;

/// <summary>
/// A connection of HTTP/1.1 whose caller may close its half in the middle of a body. Kestrel resets such a connection
/// before anybody can answer; here the reader of the body learns it first, and Kestrel when the answer is out.
/// </summary>
internal sealed class HalfClosable : ConnectionContext, IDuplexPipe, IBodyEnd, IDisposable
{
    private readonly ConnectionContext _connection;
    private readonly HalfClosableInput _input;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly Lock _gate = new();
    private PipeReader? _body;
    private TaskCompletionSource<bool>? _held;
    private bool _isGone;
    private bool _tellsAtOnce;
    private bool _sparesNextAbort;

    private HalfClosable(ConnectionContext connection)
    {
        _connection = connection;
        _input = new HalfClosableInput(connection.Transport.Input, this);
        ConnectionClosed = _closed.Token;
        _registration = connection.ConnectionClosed.UnsafeRegister(
            static self => ((HalfClosable)self!).OnClosed(), this);
    }

    /// <summary>Serves a connection through one of these.</summary>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http1)
    {
        using var around = new HalfClosable(connection);
        connection.Features.Set<IBodyEnd>(around);
        await http1(around);
    }

    public override string ConnectionId
    {
        get => _connection.ConnectionId;
        set => _connection.ConnectionId = value;
    }

    public override IFeatureCollection Features => _connection.Features;

    public override IDictionary<object, object?> Items
    {
        get => _connection.Items;
        set => _connection.Items = value;
    }

    public override System.Net.EndPoint? LocalEndPoint => _connection.LocalEndPoint;

    public override System.Net.EndPoint? RemoteEndPoint => _connection.RemoteEndPoint;

    public override IDuplexPipe Transport
    {
        get => this;
        set => throw new NotSupportedException("What stands between the connection and HTTP is set up before.");
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _connection.Transport.Output;

    public override void Abort(ConnectionAbortedException abortReason)
    {
        lock (_gate)
        {
            if (_sparesNextAbort)
            {
                // The answer to half a body may still be on its way; the connection ends without this too.
                _sparesNextAbort = false;
                return;
            }
        }

        _connection.Abort(abortReason);
    }

    public void Begin(PipeReader body)
    {
        lock (_gate)
        {
            _body = body;
        }
    }

    public void End(HttpResponse answer)
    {
        bool isHeld;
        lock (_gate)
        {
            isHeld = _held is not null;
            _body = isHeld ? _body : null;
        }

        if (isHeld)
        {
            answer.Headers.Connection = "close";
            answer.OnCompleted(static self => ((HalfClosable)self).LetGo(), this);
        }
        else
        {
            Wait();
        }
    }

    public void Wait()
    {
        bool isGone;
        lock (_gate)
        {
            _tellsAtOnce = true;
            isGone = _isGone;
        }

        if (isGone)
        {
            _closed.Cancel();
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _closed.Dispose();
    }

    /// <summary>Somebody wants more of the input, so one who ends may have left a rest that is to be read.</summary>
    internal void ReadsOn()
    {
        if (Volatile.Read(ref _tellsAtOnce))
        {
            Volatile.Write(ref _tellsAtOnce, false);
        }
    }

    /// <summary>
    /// The input has ended. Tells the reader of a body, and gives a task that ends with true when the read is
    /// cancelled and with false when it may learn of the end; null where nobody reads a body.
    /// </summary>
    internal Task<bool>? Hold()
    {
        PipeReader body;
        Task<bool> held;
        lock (_gate)
        {
            if (_body is null)
            {
                return null;
            }

            _held = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            (body, held) = (_body, _held.Task);
        }

        body.CancelPendingRead();
        return held;
    }

    /// <summary>Cancels a read that is held; false where none is.</summary>
    internal bool CancelHeld()
    {
        lock (_gate)
        {
            return _held?.TrySetResult(true) ?? false;
        }
    }

    private Task LetGo()
    {
        lock (_gate)
        {
            _body = null;
            _sparesNextAbort = true;
            _held!.TrySetResult(false);
        }

        return Task.CompletedTask;
    }

    private void OnClosed()
    {
        bool tells;
        lock (_gate)
        {
            _isGone = true;
            tells = _tellsAtOnce;
        }

        if (tells)
        {
            _closed.Cancel();
        }
    }
}
