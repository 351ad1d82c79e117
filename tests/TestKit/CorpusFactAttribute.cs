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
    public static string? Reason { get; } = Requirements.Unless(
        Corpus.Folder is not null,
        $"{Corpus.Variable} does not name the folder of recorded MLflow exchanges");
}
