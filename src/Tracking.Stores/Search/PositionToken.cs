using System.Globalization;
using System.Text;
using Tracking.Core.Errors;

namespace Tracking.Stores.Search;

/// <summary>Where a page in default order ended: the time and the id of its last row.</summary>
internal readonly record struct PositionToken(long TimeMs, string Id)
{
    private static PositionToken Start => new(long.MaxValue, "");

    public bool IsStart => Id.Length == 0;

    public static string After(long timeMs, string id) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{timeMs}:{id}")));

    /// <exception cref="TrackingException">INVALID_PARAMETER_VALUE: not a token of this server.</exception>
    public static PositionToken Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return Start;
        }

        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length))
        {
            throw new TrackingException(
                ErrorCode.InvalidParameterValue, "Invalid page token, could not base64-decode");
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1
            && long.TryParse(text.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            ? new PositionToken(time, text[(colon + 1)..])
            : throw Invalid(text);
    }

    /// <summary>The id as a number, -1 at the start.</summary>
    /// <exception cref="TrackingException">INVALID_PARAMETER_VALUE: the token is of another search.</exception>
    public long NumericId =>
        IsStart ? -1
        : long.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : throw Invalid($"{TimeMs}:{Id}");

    private static TrackingException Invalid(string decoded) =>
        new(ErrorCode.InvalidParameterValue, $"Invalid page token, decoded value='{decoded}'");
}
