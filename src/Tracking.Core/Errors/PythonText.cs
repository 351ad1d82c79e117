using System.Globalization;
using System.Text;

namespace Tracking.Core.Errors;

/// <summary>
/// Values as Python prints them: MLflow's messages are made by Python, and clients and users compare them.
/// </summary>
public static class PythonText
{
    /// <summary>A string as <c>json.dumps</c> writes it: in double quotes, everything beyond ASCII escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            AppendEscaped(quoted, c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A double as <c>repr</c> writes it: 1.0, 1e+16, nan.</summary>
    public static string Float(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        var magnitude = Math.Abs(value);
        if (magnitude is not 0 and (< 1e-4 or >= 1e16))
        {
            return value.ToString("0.################e+00", CultureInfo.InvariantCulture);
        }

        var text = value.ToString("0.0################", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture) == value
            ? text
            : value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static void AppendEscaped(StringBuilder quoted, char c)
    {
        switch (c)
        {
            case '"':
                quoted.Append("\\\"");
                break;
            case '\\':
                quoted.Append("\\\\");
                break;
            case '\n':
                quoted.Append("\\n");
                break;
            case '\r':
                quoted.Append("\\r");
                break;
            case '\t':
                quoted.Append("\\t");
                break;
            case >= ' ' and < '\u007f':
                quoted.Append(c);
                break;
            default:
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                break;
        }
    }
}
