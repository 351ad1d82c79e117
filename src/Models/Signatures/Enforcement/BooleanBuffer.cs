namespace Tracking.Models.Signatures.Enforcement;

/// <summary>Booleans; 0 and 1 count, and true or false as text in any case.</summary>
internal sealed class BooleanBuffer(ValueSubject subject, int capacity) : ElementBuffer<bool>(subject, capacity)
{
    private const string Expected = "true or false";

    public override void AppendInteger(long value) =>
        Add(value is 0 or 1 ? value == 1 : throw Refuse(value, Expected));

    public override void AppendNumber(double value) =>
        Add(value is 0 or 1 ? value == 1 : throw Refuse(value, Expected));

    public override void AppendText(string value) =>
        Add(bool.TryParse(value, out var flag) ? flag : throw Refuse($"'{value}'", Expected));

    public override void AppendBoolean(bool value) => Add(value);

    public override void AppendNull() => throw Refuse("null", Expected);
}
