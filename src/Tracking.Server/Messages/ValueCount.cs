using System.Text.Json;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>
/// How many values a body may hold. Each becomes an object, so a body of the largest size that is nothing but commas
/// would take gigabytes.
/// </summary>
internal static class ValueCount
{
    /// <summary>The largest honest message, a batch with 1,000 points and their names, holds 8,000.</summary>
    public const int Max = 1_000_000;

    /// <summary>No body of this size holds more than <see cref="Max"/>: a value has two bytes with its comma.</summary>
    private const int HarmlessBytes = 2 * Max;

    /// <summary>What is no JSON is left to those who read it.</summary>
    /// <exception cref="TrackingException">There are more than <see cref="Max"/>.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        if (json.Length <= HarmlessBytes)
        {
            return;
        }

        var reader = new Utf8JsonReader(json);
        var count = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (
                    JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject))
                {
                    Require(++count);
                }
            }
        }
        catch (JsonException)
        {
            // Not the canonical form: the lenient way counts for itself.
        }
    }

    /// <exception cref="TrackingException">The count is too large.</exception>
    public static void Require(int count)
    {
        if (count > Max)
        {
            throw ParameterErrors.Invalid(
                $"The request body holds more than {Max} values. Split it into several requests.");
        }
    }
}
