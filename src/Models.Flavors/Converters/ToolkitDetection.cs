using System.Text;
using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.ScikitLearn;

namespace Tracking.Models.Flavors.Converters;

/// <summary>Tells what wrote a file from its first bytes.</summary>
internal static class ToolkitDetection
{
    /// <summary>Formats that people try first, and what to do in place of it.</summary>
    private static readonly (byte[] Start, string Advice)[] Foreign =
    [
        ([0x80], "is a pickle, which only Python reads; write models of "
            + "scikit-learn with the exporter (tracking models exporter), others with save_model"),
        ("binf"u8.ToArray(), "is XGBoost's old binary format; load it there and save_model('model.json')"),
        ([0x78], "is compressed by joblib; write models of scikit-learn with the exporter (tracking models exporter)"),
        ([0x50, 0x4B, 0x03, 0x04], "is a zip file; give the model file in it"),
    ];

    /// <summary>Whether a file is text in JSON, not UBJSON, which begins with a brace too.</summary>
    public static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] != '{')
        {
            return false;
        }

        var inside = text[1..].TrimStart(" \t\r\n"u8);
        return inside.IsEmpty || inside[0] is (byte)'"' or (byte)'}';
    }

    /// <summary>Whether a file begins as LightGBM's text does.</summary>
    public static bool IsLightGbm(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("tree\n"u8) || bytes.StartsWith("tree\r\n"u8);

    /// <summary>The toolkit whose document this is.</summary>
    /// <exception cref="ModelConversionException">None that is known.</exception>
    public static ModelToolkit Of(string file, DocumentField root) =>
        root.Find("learner") is not null ? ModelToolkit.XGBoost
        : root.Find("format") is { IsText: true } format && format.Text() == ScikitLearnFormat.Name
            ? ModelToolkit.ScikitLearn
        : throw new ModelConversionException(
            $"'{file}' is a document with {NamesIn(root)}; "
            + "expected 'learner' (XGBoost) or 'format' (the exporter for scikit-learn).");

    private static string NamesIn(DocumentField root) => string.Join(
        ", ", root.Names.Take(8).Select(name => $"'{name}'").DefaultIfEmpty("nothing in it"));

    /// <summary>What to say of a file that is neither a document nor LightGBM's.</summary>
    public static ModelConversionException Unknown(string file, ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, advice) in Foreign)
        {
            if (bytes.StartsWith(start))
            {
                return new ModelConversionException($"'{file}' {advice}.");
            }
        }

        return new ModelConversionException(
            bytes.IsEmpty
                ? $"'{file}' is empty."
                : $"'{file}' begins with '{Printable(bytes)}'; expected JSON or UBJSON of XGBoost, text of LightGBM, "
                    + "or JSON of the exporter for scikit-learn.");
    }

    private static string Printable(ReadOnlySpan<byte> bytes) => string.Concat(
        Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 16)])
            .Select(character => char.IsAsciiLetterOrDigit(character) || " {}[]\"'=.:,-_".Contains(character)
                ? character
                : '?'));
}
