using System.Text;

namespace Tracking.Conformance.Tests.OnnxBackend;

/// <summary>The results as a page of the documentation.</summary>
internal static class BackendReport
{
    private const string Head = """
        # ONNX backend test data

        Every model of the official ONNX backend test data (Debian's `libonnx-testdata` 1.12.0) goes through our scorer
        with the inputs beside it; what comes out must equal the outputs beside it within the suite's tolerances:
        relative 1e-3, absolute 1e-7 (1e-3 for `test_dft*`, 1e-4 for `test_stft*`, as ONNX's own tests of ONNX Runtime
        have it). Sequences and optional values are among them. `tests/Conformance.Tests/OnnxBackend` writes this page
        and fails where it is not true; what does not pass here does not pass in bare ONNX Runtime 1.29 either, which a
        test holds.

        """;

    public static string Write(IReadOnlyList<BackendResult> results)
    {
        var page = new StringBuilder(Head);
        page.Append("\n| Group | Models | Pass | Do not |\n|---|---|---|---|\n");
        foreach (var group in results.GroupBy(result => result.Case.Group))
        {
            Row(page, group.Key, [.. group]);
        }

        Row(page, "together", results);
        page.Append("\n| Why a model does not pass | Models |\n|---|---|\n");
        var reasons = results.Where(DoesNotPass)
            .GroupBy(result => KnownReason.Of(result) ?? "UNKNOWN: " + result.Reason)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
        foreach (var reason in reasons)
        {
            var names = reason.Select(result => $"`{result.Case.Name["test_".Length..]}`");
            Line(page, $"{reason.Key} ({reason.Count()})", string.Join(", ", names.Order(StringComparer.Ordinal)));
        }

        return page.ToString();
    }

    private static bool DoesNotPass(BackendResult result) =>
        result.Outcome != BackendOutcome.Passes || KnownReason.NeedsLocale(result.Case.Name);

    private static void Row(StringBuilder page, string name, IReadOnlyList<BackendResult> results)
    {
        var failing = results.Count(DoesNotPass);
        Line(page, name, results.Count, results.Count - failing, failing);
    }

    private static void Line(StringBuilder page, params object[] cells) =>
        page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
