using Tracking.Models.Flavors.Onnx.Caching;

namespace Tracking.Models.Flavors.Onnx;

/// <summary>How ONNX Runtime is to run a model; null leaves it to the model's file, then to the defaults.</summary>
public sealed record OnnxSessionConfig
{
    /// <summary>The most threads that a setting takes.</summary>
    public const int MaxThreads = 1024;

    /// <summary>How much the graph is rewritten at load; all of it unless said otherwise.</summary>
    public OnnxGraphOptimization? GraphOptimization { get; init; }

    /// <summary>
    /// Threads inside one operator, 0 for one per processor. Unless said otherwise 1 for files under 4 MiB, whose
    /// operators are over before a second thread is awake (requests still run in parallel), and 0 for larger ones.
    /// </summary>
    public int? IntraOpThreads { get; init; }

    /// <summary>Threads across operators, 0 for one per processor; only used by parallel execution.</summary>
    public int? InterOpThreads { get; init; }

    /// <summary>Whether independent operators run at the same time; sequential unless said otherwise.</summary>
    public OnnxExecutionMode? ExecutionMode { get; init; }

    /// <summary>Further entries, by ONNX Runtime's own names such as <c>session.set_denormal_as_zero</c>.</summary>
    public IReadOnlyDictionary<string, string> ExtraSessionConfig { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What computes the graph, the preferred first; empty leaves it to the model's file, then to the processor. One
    /// that this ONNX Runtime lacks is passed over only if another one of the list is there, and
    /// <see cref="OnnxScorer"/> tells. Without <see cref="OnnxProvider.Cpu"/> in it nothing runs on the processor.
    /// </summary>
    public IReadOnlyList<OnnxProvider> Providers { get; init; } = [];

    /// <summary>Where optimized graphs are kept; null for nowhere, or the user's cache for a model folder.</summary>
    public OptimizedGraphCache? GraphCache { get; init; }

    /// <summary>This, with what the other one states in its place.</summary>
    /// <param name="other">What wins; null changes nothing.</param>
    public OnnxSessionConfig OverriddenBy(OnnxSessionConfig? other)
    {
        if (other is null)
        {
            return this;
        }

        var extra = ExtraSessionConfig.ToDictionary();
        foreach (var (key, value) in other.ExtraSessionConfig)
        {
            extra[key] = value;
        }

        return new OnnxSessionConfig
        {
            GraphOptimization = other.GraphOptimization ?? GraphOptimization,
            IntraOpThreads = other.IntraOpThreads ?? IntraOpThreads,
            InterOpThreads = other.InterOpThreads ?? InterOpThreads,
            ExecutionMode = other.ExecutionMode ?? ExecutionMode,
            ExtraSessionConfig = extra,
            Providers = other.Providers.Count > 0 ? other.Providers : Providers,
            GraphCache = other.GraphCache ?? GraphCache,
        };
    }

    internal void Validate()
    {
        Check(nameof(IntraOpThreads), IntraOpThreads);
        Check(nameof(InterOpThreads), InterOpThreads);
    }

    private static void Check(string name, int? threads)
    {
        if (threads is < 0 or > MaxThreads)
        {
            throw new ArgumentException($"{name} must be 0 to {MaxThreads}, got {threads}.");
        }
    }
}

/// <summary>How much ONNX Runtime rewrites a graph at load; the numbers are those of MLmodel files.</summary>
public enum OnnxGraphOptimization
{
    /// <summary>The graph runs as it is written.</summary>
    None = 0,

    /// <summary>Constants are folded and redundant nodes removed.</summary>
    Basic = 1,

    /// <summary>Nodes are also fused.</summary>
    Extended = 2,

    /// <summary>Data layouts are also changed to suit the processor.</summary>
    All = 99,
}

/// <summary>Whether operators that do not depend on each other run at the same time.</summary>
public enum OnnxExecutionMode
{
    /// <summary>One operator after another: right for all but very branchy graphs.</summary>
    Sequential,

    /// <summary>Several at a time.</summary>
    Parallel,
}
