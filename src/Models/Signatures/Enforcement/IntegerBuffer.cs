using System.Globalization;
using System.Numerics;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>Whole numbers; 2.0 and "2" count as 2.</summary>
internal sealed class IntegerBuffer<T>(ValueSubject subject, int capacity) : ElementBuffer<T>(subject, capacity)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private static readonly string WholeNumber =
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {T.MinValue} to {T.MaxValue}");

    protected override string Expected => WholeNumber;

    public override void AppendNumber(ReadOnlySpan<byte> utf8)
    {
        if (T.TryParse(utf8, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var element))
        {
            Add(element);
        }
        else
        {
            base.AppendNumber(utf8);
        }
    }

    public override void AppendText(string value) =>
        Add(T.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var element)
            ? element
            : throw Refuse($"'{value}'", Expected));

    public override void AppendText(ReadOnlySpan<byte> utf8)
    {
        if (T.TryParse(utf8, NumberStyles.Integer, CultureInfo.InvariantCulture, out var element))
        {
            Add(element);
        }
        else
        {
            base.AppendText(utf8);
        }
    }

    public override void AppendBoolean(bool value) => Add(value ? T.One : T.Zero);

    public override void AppendNull() => throw Refuse("null", Expected);

    protected override bool TryMake(long value, out T element)
    {
        element = T.CreateTruncating(value);
        // long and ulong wrap onto each other, so the sign must agree too.
        return long.CreateTruncating(element) == value && T.IsNegative(element) == (value < 0);
    }

    protected override bool TryMake(double value, out T element)
    {
        element = default;
        if (!double.IsInteger(value))
        {
            return false;
        }

        try
        {
            element = T.CreateChecked(value);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
