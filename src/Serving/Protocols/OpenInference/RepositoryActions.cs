using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>The model repository extension: what there is, load, unload.</summary>
internal sealed class RepositoryActions(InferenceEngine engine)
{
    /// <summary>POST /v2/repository/index with {"ready": bool} or without a body.</summary>
    public ValueTask<AnswerHead> IndexAsync(ScoringCall call, ResponseBuffer answer)
    {
        var onlyReady = ReadIndexRequest(call.Body);
        var isFirst = true;
        answer.Write((byte)'[');
        foreach (var entry in engine.Models.Index())
        {
            if (onlyReady && entry.State != ModelState.Ready)
            {
                continue;
            }

            answer.Write(isFirst ? "{\"name\":"u8 : ",{\"name\":"u8);
            isFirst = false;
            WriteEntry(answer, entry);
        }

        answer.Write((byte)']');
        return ValueTask.FromResult(AnswerHead.Json);
    }

    /// <summary>POST …/load: anew beside the one that answers, if one does; ends when the new one answers.</summary>
    public async ValueTask<AnswerHead> LoadAsync(ScoringCall call, ResponseBuffer answer)
    {
        RefuseOverrides(call.Body);
        await engine.Models.LoadAsync(NameOf(call), null, call.Context.RequestAborted);
        return AnswerHead.Json;
    }

    /// <summary>POST …/unload: requests under way finish.</summary>
    public async ValueTask<AnswerHead> UnloadAsync(ScoringCall call, ResponseBuffer answer)
    {
        ReadParameterNames(call.Body);
        await engine.Models.UnloadAsync(NameOf(call), null, call.Context.RequestAborted);
        return AnswerHead.Json;
    }

    private static string NameOf(ScoringCall call) => (string)call.Context.Request.RouteValues["name"]!;

    private static void WriteEntry(ResponseBuffer to, ModelIndexEntry entry)
    {
        JsonText.Write(to, entry.Name);
        if (entry.Version is not null)
        {
            to.Write(",\"version\":"u8);
            JsonText.Write(to, entry.Version);
        }

        to.Write(",\"state\":"u8);
        JsonText.Write(to, entry.StateName);
        to.Write(",\"reason\":"u8);
        JsonText.Write(to, entry.Reason);
        to.Write((byte)'}');
    }

    private static bool ReadIndexRequest(ReadOnlyMemory<byte> body) =>
        !body.IsEmpty && JsonBody.Read(body.Span, false, static (ref reader, _, onlyReady) =>
        {
            ExpectObject(ref reader);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isReady = reader.ValueTextEquals("ready"u8);
                reader.Read();
                onlyReady = !isReady ? onlyReady
                    : reader.TokenType is JsonTokenType.True or JsonTokenType.False
                        ? reader.TokenType == JsonTokenType.True
                        : throw ServingException.Malformed(
                            $"'ready' is {ShownValue.Of(ref reader)}, expected true or false.");
                reader.Skip();
            }

            JsonBody.ExpectEnd(ref reader);
            return onlyReady;
        });

    // Triton lets a caller send configurations and model files along; here a model comes from where it is configured.
    private static void RefuseOverrides(ReadOnlyMemory<byte> body)
    {
        foreach (var name in ReadParameterNames(body))
        {
            if (name == "config" || name.StartsWith("file:", StringComparison.Ordinal))
            {
                throw ServingException.Malformed(
                    $"The parameter '{name}' is not taken here: a model is loaded from where the server's options "
                    + "say.");
            }
        }
    }

    private static List<string> ReadParameterNames(ReadOnlyMemory<byte> body) =>
        body.IsEmpty ? [] : JsonBody.Read(body.Span, new List<string>(), static (ref reader, _, names) =>
        {
            names.Clear();
            ExpectObject(ref reader);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isParameters = reader.ValueTextEquals("parameters"u8);
                reader.Read();
                if (isParameters)
                {
                    ReadNames(ref reader, names);
                }

                reader.Skip();
            }

            JsonBody.ExpectEnd(ref reader);
            return names;
        });

    private static void ReadNames(ref Utf8JsonReader reader, List<string> names)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed($"'parameters' is {ShownValue.Of(ref reader)}, expected an object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Read();
            reader.Skip();
        }
    }

    private static void ExpectObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed($"The body is {ShownValue.Of(ref reader)}, expected an object.");
        }
    }
}
