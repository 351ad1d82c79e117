namespace Tracking.Models.Signatures.Enforcement;

/// <summary>Booleans; 0 and 1 count, and true or false as text in any case.</summary>
internal sealed class BooleanBuffer(ValueSubject subject, int capacity) : ElementBuffer<bool>(subject, capacity)
{
    protected override string Expected => "true or false";

    public override void AppendText(string value) =>
        Add(bool.TryParse(value, out var flag) ? flag : throw Refuse($"'{value}'", Expected));

    public override void AppendBoolean(bool value) => Add(value);

    public override void AppendNull() => throw Refuse("null", Expected);

    protected override bool TryMake(long value, out bool element)
    {
        element = value == 1;
        return value is 0 or 1;
    }

    protected override bool TryMake(double value, out bool element)
    {
        element = value == 1;
        return value is 0 or 1;
    }
}
