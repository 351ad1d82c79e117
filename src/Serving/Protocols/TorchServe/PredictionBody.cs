using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.OpenInference;
using Tracking.Serving.Protocols.TfServing;

namespace Tracking.Serving.Protocols.TorchServe;

/// <summary>
/// Reads TorchServe's prediction bodies, which are whatever a handler makes of them: here JSON with 'instances' or
/// 'inputs', the value itself or behind 'data', raw bytes of the only input, or one of these as a part of a form.
/// </summary>
internal static class PredictionBody
{
    private const int LongestBoundary = 70;

    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ServingException">It is none of these, or does not fit the model.</exception>
    public static async ValueTask<PredictRequest> ReadAsync(ScoringCall call, LoadedModel model)
    {
        var type = MediaTypeHeaderValue.TryParse(call.Context.Request.ContentType, out var parsed) ? parsed : null;
        return type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) is true
            ? await ReadFormAsync(call, type, model)
            : Read(call.Body, type, model);
    }

    private static PredictRequest Read(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type, LoadedModel model)
    {
        if (type?.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase) is true)
        {
            var raw = RawInferReader.Read(body.Span, model);
            return new PredictRequest(raw.Inputs, false, raw.Lease);
        }

        return FieldOf(body.Span) switch
        {
            (true, _, _) => PredictReader.Read(body.Span, model),
            (_, var start, var length) => ReadBare(body.Span.Slice(start, length), model),
        };
    }

    private static PredictRequest ReadBare(ReadOnlySpan<byte> value, LoadedModel model)
    {
        using var wrapped = new ResponseBuffer();
        wrapped.Write("{\"inputs\":"u8);
        wrapped.Write(value);
        wrapped.Write((byte)'}');
        return PredictReader.Read(wrapped.Written, model);
    }

    /// <summary>Whether the body names its values itself, and else where the value stands.</summary>
    private static (bool IsNamed, int Start, int Length) FieldOf(ReadOnlySpan<byte> body) =>
        JsonBody.Read(body, body.Length, static (ref reader, json, length) =>
        {
            var (isNamed, start, size) = (false, 0, length);
            reader.Read();
            while (reader.TokenType != JsonTokenType.StartArray && reader.Read()
                && reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                isNamed |= reader.ValueTextEquals("instances"u8) || reader.ValueTextEquals("inputs"u8);
                var isData = reader.ValueTextEquals("data"u8) || reader.ValueTextEquals("body"u8);
                reader.Read();
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                (start, size) = isData && json.Length == length
                    ? (from, (int)reader.BytesConsumed - from)
                    : (start, size);
            }

            return (isNamed, start, size);
        });

    private static async ValueTask<PredictRequest> ReadFormAsync(
        ScoringCall call, MediaTypeHeaderValue type, LoadedModel model)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
        {
            throw ServingException.Malformed(
                "The content type multipart/form-data has no boundary of 1 to 70 characters.");
        }

        using var stream = new MemoryStream(call.Body.ToArray(), writable: false);
        try
        {
            var section = await new MultipartReader(boundary, stream).ReadNextSectionAsync(call.Deadline)
                ?? throw ServingException.Malformed("The form has no parts, expected one with the data.");
            using var part = new MemoryStream();
            await section.Body.CopyToAsync(part, call.Deadline);
            return Read(part.GetBuffer().AsMemory(0, (int)part.Length), TypeOf(section), model);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw ServingException.Malformed($"The form cannot be read: {error.Message}", error);
        }
    }

    // curl, which TorchServe's documentation uses, calls a file of JSON bytes.
    private static MediaTypeHeaderValue? TypeOf(MultipartSection section)
    {
        var file = section.GetContentDispositionHeader()?.FileName.Value ?? string.Empty;
        var isJson = file.TrimEnd('"').EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        return !isJson && MediaTypeHeaderValue.TryParse(section.ContentType, out var type) ? type : null;
    }
}
