using Xunit;

namespace Tracking.TestKit;

/// <summary>A fact that needs the recorded corpus.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = CorpusRequirement.Reason;
}

/// <summary>A theory that needs the recorded corpus.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    public CorpusTheoryAttribute() => Skip = CorpusRequirement.Reason;
}

internal static class CorpusRequirement
{
    /// <summary>Set but wrong is no reason to skip: then the test runs and says which file is missing.</summary>
    public static string? Reason { get; } =
        Environment.GetEnvironmentVariable(Corpus.Variable) is { Length: > 0 }
            ? null
            : $"{Corpus.Variable} does not name the folder of recorded MLflow exchanges";
}
