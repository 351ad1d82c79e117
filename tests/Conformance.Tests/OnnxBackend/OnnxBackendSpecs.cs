using Tracking.TestKit;

namespace Tracking.Conformance.Tests.OnnxBackend;

/// <summary>
/// The official ONNX backend test data through our scorer. What does not pass is listed by reason in
/// docs/onnx-backend.md, which these tests write; ONNX Runtime alone must fail there in the same way.
/// </summary>
public sealed class OnnxBackendSpecs
{
    private const string Data = "/usr/share/libonnx-testdata/data";

    private static readonly Lazy<IReadOnlyList<BackendResult>> Results = new(RunAll);

    [OnnxDataTheory]
    [InlineData("node")]
    [InlineData("pytorch-converted")]
    [InlineData("pytorch-operator")]
    [InlineData("simple")]
    public void Every_model_passes_that_the_runtime_supports(string group)
    {
        var results = Results.Value.Where(result => result.Case.Group == group).ToList();

        Assert.Contains(results, result => result.Outcome == BackendOutcome.Passes);
        var unexplained = results.Where(result => KnownReason.Of(result) is null)
            .Select(result => $"{result.Case.Name}: {result.Outcome}, {result.Reason}");
        Assert.Equal([], unexplained);
    }

    [OnnxDataFact]
    public void What_does_not_pass_fails_in_the_same_way_without_us()
    {
        var failing = Results.Value.Where(result => result.Outcome != BackendOutcome.Passes).ToList();

        var disagreements = failing.Select(BareRuntime.Disagreement).OfType<string>();
        Assert.NotEmpty(failing);
        Assert.Equal([], disagreements);
    }

    [OnnxDataFact]
    public void The_table_of_models_is_the_documented_one() =>
        Approve.Document(BackendReport.Write(Results.Value), "docs/onnx-backend.md");

    private static string? Missing =>
        Requirements.Unless(Directory.Exists(Data), "Debian's libonnx-testdata is not installed");

    private static List<BackendResult> RunAll()
    {
        var cases = BackendCase.All(Data);
        var results = new BackendResult[cases.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        Parallel.For(0, cases.Count, options, i => results[i] = cases[i].Run());
        return [.. results];
    }

    /// <summary>A theory that needs Debian's libonnx-testdata.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OnnxDataTheoryAttribute : TheoryAttribute
    {
        public OnnxDataTheoryAttribute() => Skip = Missing;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OnnxDataFactAttribute : FactAttribute
    {
        public OnnxDataFactAttribute() => Skip = Missing;
    }
}
