using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>Says in one line why ONNX Runtime refused a file, and what to do where that is known.</summary>
internal static partial class OnnxLoadFailure
{
    private static readonly (Regex Pattern, Func<string, Match, string> Explain)[] Known =
    [
        (NotProtobuf(), (path, _) => $"'{path}' is not an ONNX model, or only a part of one."),
        (NewerIr(), (path, match) =>
            $"'{path}' is written in version {match.Groups[1]} of the ONNX format, the newest that can be read is "
            + $"{match.Groups[2]}; export it for an older one."),
        (NewerOpset(), (path, match) =>
            $"'{path}' uses opset {match.Groups[1]} of {match.Groups[2]}, the newest that is known is "
            + $"{match.Groups[3]}; export it for an older one."),
        (MissingData(), (path, match) =>
            $"'{path}' keeps weights in '{Path.GetFileName(match.Groups[1].Value)}', which is not beside it; "
            + "copy the model with all its files."),
        (ShortData(), (path, match) =>
            $"'{path}' keeps weight '{match.Groups[1]}' in a file beside it that is too short; "
            + "the model was not fully written."),
        (MissingLocale(), (path, match) =>
            $"'{path}' compares text by the rules of the locale '{match.Groups[1]}', which this system lacks; "
            + "install it (on Debian and Ubuntu the package locales-all has it)."),
        (OtherElements(), (path, _) =>
            $"An input or output of '{path}' has elements of a type that cannot be scored, such as float8 or int4."),
    ];

    /// <summary>The error to throw for a file that the runtime refused.</summary>
    public static ModelLoadException Explain(string path, OnnxRuntimeException error)
    {
        foreach (var (pattern, explain) in Known)
        {
            if (pattern.Match(error.Message) is { Success: true } match)
            {
                return new ModelLoadException(explain(path, match), error);
            }
        }

        var reason = error.Message.Replace($"Load model from {path} failed:", "", StringComparison.Ordinal);
        return new ModelLoadException($"'{path}' cannot be loaded: {OnnxMessages.Shorten(reason)}", error);
    }

    [GeneratedRegex(@"Protobuf parsing failed|ModelProto does not have a graph")]
    private static partial Regex NotProtobuf();

    [GeneratedRegex(@"Unsupported model IR version: (\d+), max supported IR version: (\d+)")]
    private static partial Regex NewerIr();

    [GeneratedRegex(@"Opset (\d+) is under development.*domain (\S+) is till opset (\d+)")]
    private static partial Regex NewerOpset();

    [GeneratedRegex("External data path does not exist: \"([^\"]+)\"")]
    private static partial Regex MissingData();

    [GeneratedRegex(@"External initializer: (.+?) offset: .* are out of bounds")]
    private static partial Regex ShortData();

    [GeneratedRegex("Failed to construct locale with name:\\s*([\\w.@-]+?):", RegexOptions.IgnoreCase)]
    private static partial Regex MissingLocale();

    // The binding does not name the type.
    [GeneratedRegex("Unregistered TensorElementType")]
    private static partial Regex OtherElements();
}
