using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracking.Contracts.Json;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>
/// Reads one type of request from a body, a query or a path. A well-formed body is read once, straight from its bytes;
/// only what that refuses is read again leniently.
/// </summary>
internal sealed class RequestReader<TRequest>
    where TRequest : class
{
    /// <summary>
    /// Unknown names are an error here: one may be a camelCase spelling, which the lenient way knows.
    /// </summary>
    private static readonly WireJson Strict = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly JsonTypeInfo<TRequest> _type;
    private readonly MessageShape _shape;
    private readonly IReadOnlyList<FieldShape> _pathFields;
    private readonly int _maxBodyBytes;

    public RequestReader(string path, int maxBodyBytes)
    {
        _type = (JsonTypeInfo<TRequest>)Strict.GetTypeInfo(typeof(TRequest))!;
        _shape = MessageShape.Of(_type);
        _pathFields = [.. _shape.Fields.Where(field => path.Contains($"{{{field.Name}}}", StringComparison.Ordinal))];
        _maxBodyBytes = maxBodyBytes;
    }

    /// <exception cref="TrackingException">A field is missing or of the wrong type.</exception>
    /// <exception cref="BadHttpRequestException">The body is too large or was cut short.</exception>
    public async ValueTask<TRequest> ReadAsync(HttpContext context)
    {
        var message = await ReadMessageAsync(context);
        foreach (var field in _pathFields)
        {
            if (field.IsInBody && MessageCheck.IsMissing(field.Get(message)))
            {
                throw ParameterErrors.Missing(field.Name);
            }

            // The router leaves an encoded slash encoded.
            var value = context.Request.RouteValues[field.Name] as string;
            field.Set(message, value?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        }

        MessageCheck.Apply(_shape, message);
        return message;
    }

    private async ValueTask<TRequest> ReadMessageAsync(HttpContext context)
    {
        var request = context.Request;
        var isGet = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (isGet && request.QueryString.HasValue)
        {
            return FromLoose(QueryMessage.Of(_shape, request.Query));
        }

        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return Empty();
        }

        if (!isGet)
        {
            ContentType.RequireJson(request);
        }

        using var body = await PooledBody.ReadAsync(context, _maxBodyBytes);
        return FromBytes(body.Bytes);
    }

    /// <summary>Malformed JSON, no body and a list are an empty message, as MLflow has it.</summary>
    private TRequest FromBytes(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return Empty();
        }

        ValueCount.Check(json);
        try
        {
            if (JsonSerializer.Deserialize(json, _type) is { } message)
            {
                return message;
            }
        }
        catch (JsonException)
        {
            // Not the canonical form: the lenient way decides what it is.
        }

        return FromLoose(ParseLoosely(json));
    }

    private static LooseValue.Object ParseLoosely(ReadOnlySpan<byte> json)
    {
        string text;
        try
        {
            text = Utf8.GetString(json);
        }
        catch (DecoderFallbackException)
        {
            return LooseValue.Object.Empty;
        }

        var value = LooseJson.Parse(text);
        if (value is LooseValue.Text encoded)
        {
            value = LooseJson.Parse(encoded.Value);
        }

        return value as LooseValue.Object ?? LooseValue.Object.Empty;
    }

    private TRequest FromLoose(LooseValue.Object message)
    {
        var canonical = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(canonical))
        {
            new CanonicalMessage(writer).Write(_shape, message);
        }

        return JsonSerializer.Deserialize(canonical.WrittenSpan, _type)!;
    }

    private TRequest Empty() => JsonSerializer.Deserialize("{}"u8, _type)!;
}
