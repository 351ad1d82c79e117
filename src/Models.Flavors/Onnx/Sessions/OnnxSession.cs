using Microsoft.ML.OnnxRuntime;
using NativeMode = Microsoft.ML.OnnxRuntime.ExecutionMode;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>Opens sessions of ONNX Runtime.</summary>
internal static class OnnxSession
{
    private const string SpinKey = ".allow_spinning";

    // Errors come back as exceptions; the runtime's own log would repeat them on stderr.
    private const OrtLoggingLevel Quiet = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

    private static readonly Lazy<OrtEnv> Environment = new(CreateEnvironment);

    /// <summary>Loads a file, by path so that weights beside it are found and mapped instead of copied.</summary>
    /// <exception cref="Format.ModelLoadException">The runtime refuses it.</exception>
    /// <exception cref="OperationCanceledException">The token fired before it was loaded.</exception>
    public static InferenceSession Open(SessionPlan plan, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = Environment.Value;
        using var options = new SessionOptions { LogSeverityLevel = Quiet };
        try
        {
            Configure(options, plan.Config, IntraOpThreads(plan.File, plan.Config));
            plan.Providers.AddTo(options);
            if (plan.OptimizedFrom is not null)
            {
                options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
            }
            else if (plan.OptimizedTo is not null)
            {
                options.OptimizedModelFilePath = plan.OptimizedTo;
            }

            using var registration = cancellationToken.UnsafeRegister(
                static state => ((SessionOptions)state!).SetLoadCancellationFlag(true), options);
            return new InferenceSession(plan.OptimizedFrom ?? plan.File.Path, options);
        }
        catch (OnnxRuntimeException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw OnnxLoadFailure.Explain(plan.File.Path, e);
        }
    }

    /// <summary>Loads a model of ours that is known to be right.</summary>
    public static InferenceSession OpenBytes(byte[] model)
    {
        _ = Environment.Value;
        using var options = new SessionOptions { LogSeverityLevel = Quiet, IntraOpNumThreads = 1 };
        return new InferenceSession(model, options);
    }

    /// <summary>Version and execution providers of the runtime.</summary>
    public static (string Version, IReadOnlyList<string> Providers) Describe() =>
        (Environment.Value.GetVersionString(), Environment.Value.GetAvailableProviders());

    /// <summary>Threads inside one operator that a session of this file gets.</summary>
    public static int IntraOpThreads(OnnxFile file, OnnxSessionConfig config) =>
        Threads(config.IntraOpThreads, file.IsSmall ? 1 : 0);

    private static void Configure(SessionOptions options, OnnxSessionConfig config, int intraOpThreads)
    {
        var optimization = config.GraphOptimization ?? OnnxGraphOptimization.All;
        options.GraphOptimizationLevel = (GraphOptimizationLevel)optimization;
        options.ExecutionMode = config.ExecutionMode == OnnxExecutionMode.Parallel
            ? NativeMode.ORT_PARALLEL
            : NativeMode.ORT_SEQUENTIAL;
        options.IntraOpNumThreads = intraOpThreads;
        options.InterOpNumThreads = Threads(config.InterOpThreads, 0);
        // A server of several models must not burn its processors while it waits.
        options.AddSessionConfigEntry("session.intra_op" + SpinKey, "0");
        options.AddSessionConfigEntry("session.inter_op" + SpinKey, "0");
        foreach (var (key, value) in config.ExtraSessionConfig)
        {
            options.AddSessionConfigEntry(key, value);
        }
    }

    // The runtime's own default counts the host's cores, not those that a container may use.
    private static int Threads(int? configured, int otherwise) =>
        (configured ?? otherwise) is > 0 and var count ? count : System.Environment.ProcessorCount;

    private static OrtEnv CreateEnvironment()
    {
        if (OrtEnv.IsCreated)
        {
            return OrtEnv.Instance();
        }

        var options = new EnvironmentCreationOptions { logId = "tracking", logLevel = Quiet };
        try
        {
            return OrtEnv.CreateInstanceWithOptions(ref options);
        }
        catch (OnnxRuntimeException) when (OrtEnv.IsCreated)
        {
            // The host made it in the meantime; its choice of log level stands.
            return OrtEnv.Instance();
        }
    }
}
