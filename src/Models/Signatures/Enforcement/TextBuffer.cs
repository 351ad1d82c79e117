using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>
/// Texts, and binary values as base64. Numbers and booleans become their JSON text. Only columns of a signature may
/// lack a text, as in MLflow.
/// </summary>
internal sealed class TextBuffer(ValueSubject subject, int capacity, bool isBase64, bool hasNulls = false)
    : ValueBuffer(subject)
{
    private readonly List<string?> _texts = new(capacity);

    public override int Count => _texts.Count;

    public override void AppendInteger(long value) => AppendOther(value.ToString(CultureInfo.InvariantCulture));

    public override void AppendNumber(double value) => AppendOther(value.ToString("R", CultureInfo.InvariantCulture));

    public override void AppendNumber(ReadOnlySpan<byte> utf8) => AppendOther(Encoding.UTF8.GetString(utf8));

    public override void AppendText(string value) =>
        _texts.Add(!isBase64 || Base64.IsValid(value) ? value : throw Refuse($"'{value}'", "base64"));

    public override void AppendBoolean(bool value) => AppendOther(value ? "true" : "false");

    public override void AppendNull() =>
        _texts.Add(hasNulls ? null : throw Refuse("null", isBase64 ? "base64" : "text"));

    public override Tensor ToTensor(params long[] shape) => new StringTensor([.. _texts], shape);

    private void AppendOther(string literal) => _texts.Add(isBase64 ? throw Refuse(literal, "base64") : literal);
}
