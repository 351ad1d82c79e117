using Tracking.Models.Flavors.Onnx;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>The <c>session</c> options of ONNX models: of all, of one, or of a set.</summary>
internal static class SessionSection
{
    /// <summary>What the section under a key states; null where there is none.</summary>
    public static OnnxSessionConfig? Read(ConfigSection parent, string key)
    {
        OnnxSessionConfig? session = null;
        parent.Within(key, section => session = new OnnxSessionConfig
        {
            GraphOptimization = section.Choice<OnnxGraphOptimization>("graph_optimization"),
            IntraOpThreads = section.Count("intra_op_threads", 0, OnnxSessionConfig.MaxThreads),
            InterOpThreads = section.Count("inter_op_threads", 0, OnnxSessionConfig.MaxThreads),
            ExecutionMode = section.Choice<OnnxExecutionMode>("execution_mode"),
            Providers = [.. (section.Texts("providers") ?? []).Select(name => new OnnxProvider(name))],
            ExtraSessionConfig = section.Map("extra") ?? new Dictionary<string, string>(),
        });
        return session;
    }
}
