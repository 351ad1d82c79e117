using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracking.Server.Messages;

namespace Tracking.Server.Access;

/// <summary>
/// Refuses foreign hosts and foreign pages that would change something, in MLflow's words, and tells browsers which
/// pages may read answers.
/// </summary>
internal sealed partial class AccessGuard
{
    private const string InvalidHost = "Invalid Host header - possible DNS rebinding attack detected";
    private const string CrossOriginBlocked = "Cross-origin request blocked";
    private const string Methods = "GET, POST, PUT, DELETE, OPTIONS, PATCH";
    private const string PreflightSeconds = "600";
    private const int LoggedNamesMax = 100;

    private readonly RequestDelegate _next;
    private readonly ILogger _log;
    private readonly string[] _open;
    private readonly HostRule _hosts;
    private readonly OriginRule _origins;
    private readonly ConcurrentDictionary<string, bool> _logged = new(StringComparer.Ordinal);

    public AccessGuard(RequestDelegate next, ILogger<AccessGuard> log, TrackingServerOptions options)
    {
        _next = next;
        _log = log;
        _open = [.. ProbePaths.All.Select(path => options.StaticPrefix + path)];
        _hosts = new HostRule(options.Access.AllowedHosts);
        _origins = new OriginRule(options.Access.AllowedOrigins, _hosts);
    }

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var host = request.Headers.Host.ToString();
        if (!_hosts.Allows(host) && !_open.AsSpan().Contains(request.Path.Value))
        {
            LogOnce(host, LogForeignHost);
            return RefuseAsync(context, StatusCodes.Status403Forbidden, InvalidHost);
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 ? _next(context) : GuardOriginAsync(context, origin, host);
    }

    private Task GuardOriginAsync(HttpContext context, string origin, string host)
    {
        var request = context.Request;
        var isAllowed = _origins.Allows(origin, host);
        var asked = request.Headers.AccessControlRequestMethod;
        if (HttpMethods.IsOptions(request.Method) && asked.Count > 0)
        {
            return AnswerPreflightAsync(context, origin, isAllowed);
        }

        if (!isAllowed && IsChange(request.Method))
        {
            LogOnce(origin, LogForeignOrigin);
            return RefuseAsync(context, StatusCodes.Status403Forbidden, CrossOriginBlocked);
        }

        if (isAllowed)
        {
            Allow(context.Response.Headers, origin);
        }

        return _next(context);
    }

    private Task AnswerPreflightAsync(HttpContext context, string origin, bool isAllowed)
    {
        if (!isAllowed)
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "Disallowed CORS origin");
        }

        var headers = context.Response.Headers;
        Allow(headers, origin);
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlMaxAge = PreflightSeconds;
        var wanted = context.Request.Headers.AccessControlRequestHeaders;
        if (wanted.Count > 0)
        {
            headers.AccessControlAllowHeaders = wanted;
        }

        return Answer.WriteTextAsync(context, "text/plain; charset=utf-8", "OK");
    }

    /// <summary>Credentials are for named origins only: "everyone" must not act in a user's name.</summary>
    private void Allow(IHeaderDictionary headers, string origin)
    {
        if (_origins.AllowsEverything)
        {
            headers.AccessControlAllowOrigin = "*";
            return;
        }

        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.Append("Vary", "Origin");
    }

    private static bool IsChange(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return Answer.WriteTextAsync(context, "text/plain", text);
    }

    /// <summary>Each name once, and not more than a log can bear: anyone can send anything.</summary>
    private void LogOnce(string name, Action<string> log)
    {
        if (_logged.Count < LoggedNamesMax && name.Length < 256 && _logged.TryAdd(name, true))
        {
            log(name);
        }
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "Requests with the Host '{Host}' are refused; --allowed-hosts names those that are served")]
    private partial void LogForeignHost(string host);

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Warning,
        Message = "Pages of '{Origin}' are kept from changing anything; --cors-allowed-origins names those that may")]
    private partial void LogForeignOrigin(string origin);
}
