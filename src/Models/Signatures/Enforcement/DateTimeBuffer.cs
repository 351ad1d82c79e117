using System.Globalization;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>
/// Times as nanoseconds since 1970 in UTC, as numpy's datetime64[ns] holds them; the least int64 is no time. A number
/// is taken for nanoseconds.
/// </summary>
internal sealed class DateTimeBuffer(ValueSubject subject, int capacity) : ElementBuffer<long>(subject, capacity)
{
    internal const string ExpectedTime = "an ISO 8601 time from 1678 to 2262, or whole nanoseconds since 1970";
    private const int TickDigits = 7;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    protected override string Expected => ExpectedTime;

    public override void AppendText(string value)
    {
        var (text, nanoseconds) = SplitNanoseconds(value.Trim());
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Utc, out var time))
        {
            throw Refuse($"'{value}'", Expected);
        }

        var total = (((Int128)time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * TimeSpan.NanosecondsPerTick)
            + nanoseconds;
        Add(total > long.MinValue && total <= long.MaxValue ? (long)total : throw Refuse($"'{value}'", Expected));
    }

    public override void AppendBoolean(bool value) => throw Refuse(value ? "true" : "false", Expected);

    public override void AppendNull() => Add(long.MinValue);

    protected override bool TryMake(long value, out long element)
    {
        element = value;
        return true;
    }

    protected override bool TryMake(double value, out long element)
    {
        var isHeld = double.IsInteger(value) && Math.Abs(value) < long.MaxValue;
        element = isHeld ? (long)value : 0;
        return isHeld;
    }

    /// <summary>pandas writes up to nine digits of a second; .NET reads seven.</summary>
    private static (string Text, int Nanoseconds) SplitNanoseconds(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var end = dot + 1;
        while (dot >= 0 && end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        var digits = end - dot - 1;
        if (dot < 0 || digits is <= TickDigits or > 9)
        {
            return (text, 0);
        }

        var cut = dot + 1 + TickDigits;
        var rest = int.Parse(text.AsSpan(cut, end - cut), CultureInfo.InvariantCulture);
        return (text[..cut] + text[end..], digits == 8 ? rest * 10 : rest);
    }
}
