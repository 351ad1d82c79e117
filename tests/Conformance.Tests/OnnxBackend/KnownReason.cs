using System.Text.RegularExpressions;

namespace Tracking.Conformance.Tests.OnnxBackend;

/// <summary>Why ONNX Runtime does not run a model, or gives something else.</summary>
internal static partial class KnownReason
{
    private const string LocaleReason = "Needs the locale en_US.UTF-8 of the system, as StringNormalizer does; passes "
        + "where it is installed";

    private static readonly (BackendOutcome Outcome, Regex Message, string Reason)[] ByMessage =
    [
        (BackendOutcome.NotLoaded, Locale(), LocaleReason),
        (BackendOutcome.NotLoaded, OldOperator(), "Uses an operator as opset 1 to 6 defined it, without a kernel"),
        (BackendOutcome.NotLoaded, Kernel(), "Uses an operator on an element type without a kernel"),
        (BackendOutcome.NotLoaded, Training(), "Trains: ai.onnx.preview.training is not in the runtime"),
        (BackendOutcome.NotLoaded, Layout(), "A recurrent operator with layout = 1, which the runtime does not know"),
        (BackendOutcome.NotScored, Rank(), "Comes with an input of another rank than the model declares"),
    ];

    private static readonly (string[] Prefixes, string Reason)[] ByName =
    [
        (["test_bernoulli", "test_training_dropout"], "Gives random numbers"),
        (["test_cast_FLOAT_to_BFLOAT16"], "Expects digits to be cut where the runtime rounds to the nearest"),
        (["test_maxunpool_export_with_output_shape", "test_resize_downsample_scales_cubic_align_corners",
            "test_resize_downsample_scales_linear_align_corners"],
            "Gives something else, with and without us"),
    ];

    /// <summary>Whether a model passes only where a locale is installed; the report is the same everywhere.</summary>
    public static bool NeedsLocale(string name) => LocaleModels().IsMatch(name);

    /// <summary>The reason, or null where none is known and the fault is ours.</summary>
    public static string? Of(BackendResult result)
    {
        var passes = result.Outcome == BackendOutcome.Passes;
        if (NeedsLocale(result.Case.Name) && (passes || Locale().IsMatch(result.Reason)))
        {
            return LocaleReason;
        }

        return result.Outcome switch
        {
            BackendOutcome.Passes => "",
            BackendOutcome.Differs => Array.Find(ByName, known => Array.Exists(
                known.Prefixes, prefix => result.Case.Name.StartsWith(prefix, StringComparison.Ordinal))).Reason,
            var outcome => Array.Find(
                ByMessage, known => known.Outcome == outcome && known.Message.IsMatch(result.Reason)).Reason,
        };
    }

    [GeneratedRegex("^test_strnorm(alizer_export|_model)_monday_(casesensintive_lower|casesensintive_upper|empty_output"
        + "|insensintive_upper_twodim)$")]
    private static partial Regex LocaleModels();

    [GeneratedRegex("locale")]
    private static partial Regex Locale();

    [GeneratedRegex(@"Could not find an implementation for \w+\([1-6]\)")]
    private static partial Regex OldOperator();

    [GeneratedRegex("Could not find an implementation for (BitShift|Max|Min|Pow)")]
    private static partial Regex Kernel();

    [GeneratedRegex(@"ai\.onnx\.preview\.training:\w+")]
    private static partial Regex Training();

    [GeneratedRegex("Invalid rank for input: like")]
    private static partial Regex Rank();

    [GeneratedRegex("layout_ == 0 was false")]
    private static partial Regex Layout();
}
