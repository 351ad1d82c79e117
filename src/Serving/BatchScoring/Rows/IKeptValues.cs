using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>The values of input rows that are repeated before predictions. Thread-safe.</summary>
internal interface IKeptValues
{
    /// <summary>The columns in order; empty for none, null where each row has its own.</summary>
    IReadOnlyList<string>? Names { get; }

    /// <summary>Writes them as members of a JSON object, with commas between and none at the end.</summary>
    /// <returns>Whether there are any.</returns>
    bool WriteMembers(ResponseBuffer to, ReadOnlySpan<byte> row);

    /// <summary>Writes them as CSV fields, with commas between and none at the end.</summary>
    void WriteFields(ResponseBuffer to, ReadOnlySpan<byte> row);
}
