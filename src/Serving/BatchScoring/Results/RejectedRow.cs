using System.Text;
using System.Text.Unicode;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Results;

/// <summary>A row that cannot be scored.</summary>
/// <param name="Row">Its number in the input, from 1.</param>
/// <param name="Reason">What a request with this row alone would be answered.</param>
/// <param name="Raw">Its bytes, or the first of them.</param>
/// <param name="IsCut">Whether there are more.</param>
internal sealed record RejectedRow(long Row, string Reason, byte[] Raw, bool IsCut)
{
    private const int MostReason = 2000;

    /// <summary>Writes it as a line of JSON: row, reason, and raw, or raw_base64 for what is no text.</summary>
    public void Write(ResponseBuffer to)
    {
        to.Write("{\"row\":"u8);
        JsonText.WriteWhole(to, Row);
        to.Write(",\"reason\":"u8);
        JsonText.Write(to, Reason.Length > MostReason ? Reason[..MostReason] + "…" : Reason);
        if (Utf8.IsValid(Raw))
        {
            to.Write(",\"raw\":"u8);
            JsonText.Write(to, Encoding.UTF8.GetString(Raw));
        }
        else
        {
            to.Write(",\"raw_base64\":"u8);
            JsonText.Write(to, Convert.ToBase64String(Raw));
        }

        if (IsCut)
        {
            to.Write(",\"raw_is_cut\":true"u8);
        }

        to.Write("}\n"u8);
    }
}
