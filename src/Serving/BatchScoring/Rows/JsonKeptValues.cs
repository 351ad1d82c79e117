using System.Text;
using System.Text.Json;
using Tracking.Serving.BatchScoring.Results;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>Members of the objects that lines hold.</summary>
internal sealed class JsonKeptValues(IReadOnlyList<string> keep) : IKeptValues
{
    private readonly bool _isAll = keep is ["*"];

    public IReadOnlyList<string>? Names => _isAll ? null : keep;

    public bool WriteMembers(ResponseBuffer to, ReadOnlySpan<byte> row)
    {
        var start = to.Count;
        if (keep.Count > 0)
        {
            Visit(row, (ref reader, name) =>
            {
                if (!_isAll && !keep.Contains(name))
                {
                    reader.Skip();
                    return;
                }

                if (to.Count > start)
                {
                    to.Write((byte)',');
                }

                JsonText.Write(to, name);
                to.Write((byte)':');
                JsonMembers.Copy(ref reader, to);
            });
        }

        return to.Count > start;
    }

    public void WriteFields(ResponseBuffer to, ReadOnlySpan<byte> row)
    {
        if (keep.Count == 0)
        {
            return;
        }

        var values = new (byte[] Text, bool IsText)[keep.Count];
        Visit(row, (ref reader, name) =>
        {
            for (var i = 0; i < keep.Count; i++)
            {
                if (keep[i] == name)
                {
                    values[i] = Value(ref reader);
                    return;
                }
            }

            reader.Skip();
        });
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            CsvText.Write(to, values[i].Text, mustQuote: values[i] is { IsText: true, Text.Length: 0 });
        }
    }

    private static (byte[] Text, bool IsText) Value(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return (Encoding.UTF8.GetBytes(reader.GetString()!), true);
        }

        using var text = new ResponseBuffer();
        var isNull = reader.TokenType == JsonTokenType.Null;
        JsonMembers.Copy(ref reader, text);
        return (isNull ? [] : text.Written.ToArray(), false);
    }

    private static void Visit(ReadOnlySpan<byte> row, JsonMembers.Visit visit)
    {
        if (!JsonMembers.ForEach(row, visit))
        {
            throw ServingException.Malformed("Invalid input. The line is no object, so that it has nothing to keep.");
        }
    }
}
