using System.Text.Json;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Reads JSON values into a <see cref="ValueBuffer"/>, which casts and refuses them.</summary>
internal static class JsonValues
{
    /// <summary>Appends the value that the reader stands on: cast as MLflow casts, nested where the buffer takes that.
    /// </summary>
    /// <exception cref="ServingException">It is an array or an object where neither is taken.</exception>
    public static void Append(ref Utf8JsonReader reader, ValueBuffer to)
    {
        if (to.HoldsJson)
        {
            to.AppendJson(JsonElement.ParseValue(ref reader));
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                to.AppendNumber(reader.ValueSpan);
                break;
            case JsonTokenType.String:
                to.AppendText(reader.GetString()!);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                to.AppendBoolean(reader.TokenType == JsonTokenType.True);
                break;
            case JsonTokenType.Null:
                to.AppendNull();
                break;
            default:
                throw ServingException.Malformed(
                    $"Invalid input. An {(reader.TokenType == JsonTokenType.StartArray ? "array" : "object")} stands "
                    + "where a plain value belongs.");
        }
    }

    /// <summary>Appends a table's cell, or reads over it if no column wants it.</summary>
    public static void AppendCell(ref Utf8JsonReader reader, ValueBuffer? column)
    {
        if (column is null)
        {
            reader.Skip();
        }
        else
        {
            Append(ref reader, column);
        }
    }

    /// <summary>
    /// Appends the plain value or the nested array that the reader stands on, and gives its shape; empty for a plain
    /// value. The reader is left on the last token.
    /// </summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="to">Takes the elements, row-major.</param>
    /// <param name="only">If given, JSON's own form of this type is wanted, and nothing cast.</param>
    /// <param name="takesBase64">Whether a text may be {"b64": "…"}.</param>
    /// <exception cref="ServingException">Ragged, too deep, or an element of another form.</exception>
    public static long[] AppendNested(
        ref Utf8JsonReader reader, ValueBuffer to, ElementType? only = null, bool takesBase64 = false)
    {
        var shape = new ArrayShape();
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    shape.Open();
                    break;
                case JsonTokenType.EndArray:
                    shape.Close();
                    break;
                case JsonTokenType.StartObject when takesBase64 && only == ElementType.String:
                    to.AppendText(Base64Value.Read(ref reader));
                    shape.Element();
                    break;
                default:
                    CheckForm(ref reader, only, in shape);
                    Append(ref reader, to);
                    shape.Element();
                    break;
            }
        }
        while (shape.Depth > 0 && reader.Read());
        return shape.ToShape();
    }

    private static void CheckForm(ref Utf8JsonReader reader, ElementType? only, in ArrayShape at)
    {
        // NaN arrives as null and infinities as text, see NonFiniteNumbers.
        var fits = only switch
        {
            null => true,
            ElementType.String => reader.TokenType == JsonTokenType.String,
            ElementType.Bool => reader.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Number,
            ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64 =>
                reader.TokenType is JsonTokenType.Number or JsonTokenType.Null
                || (reader.TokenType == JsonTokenType.String && NonFiniteNumbers.IsInfinity(ref reader)),
            _ => reader.TokenType == JsonTokenType.Number,
        };
        if (!fits)
        {
            var wanted = only == ElementType.String ? "text" : only == ElementType.Bool ? "true or false" : "a number";
            throw ServingException.Malformed(
                $"The element at {at.Position()} of the data is {ShownValue.Of(ref reader)}, expected {wanted}.");
        }
    }
}
