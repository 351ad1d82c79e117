using System.Text.Json;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>Copies members of JSON objects, numbers digit by digit.</summary>
internal static class JsonMembers
{
    /// <summary>Takes a member; the reader stands on its value and must be left at the end of it.</summary>
    public delegate void Visit(ref Utf8JsonReader reader, string name);

    /// <summary>Shows each member of an object; false if it is none.</summary>
    /// <exception cref="Core.ServingException">It is not JSON.</exception>
    public static bool ForEach(ReadOnlySpan<byte> json, Visit visit) => JsonBody.Read(
        json,
        visit,
        static (ref reader, _, visit) =>
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                visit(ref reader, name);
            }

            JsonBody.ExpectEnd(ref reader);
            return true;
        });

    /// <summary>Copies the value that the reader stands on, and leaves the reader at its end.</summary>
    public static void Copy(ref Utf8JsonReader reader, ResponseBuffer to)
    {
        var depth = 0;
        var follows = false;
        do
        {
            var closes = reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject;
            if (follows && !closes)
            {
                to.Write((byte)',');
            }

            CopyToken(ref reader, to);
            depth += reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : closes ? -1 : 0;
            follows = reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject
                or JsonTokenType.PropertyName);
        }
        while (depth > 0 && reader.Read());
    }

    private static void CopyToken(ref Utf8JsonReader reader, ResponseBuffer to)
    {
        var isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        if (isText)
        {
            to.Write((byte)'"');
        }

        to.Write(reader.ValueSpan);
        if (isText)
        {
            to.Write((byte)'"');
        }

        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            to.Write((byte)':');
        }
    }
}
