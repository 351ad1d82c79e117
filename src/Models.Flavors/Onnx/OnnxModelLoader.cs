using Tracking.Models.Flavors.Onnx.Caching;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Onnx;

/// <summary>Loads ONNX files.</summary>
public static class OnnxModelLoader
{
    /// <summary>Loads a model on the calling thread; weights in files beside it are found.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="config">How to run it, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The model, which the caller disposes.</returns>
    /// <exception cref="ModelLoadException">
    /// Missing, not ONNX, too new, incomplete, or a type goes in or out that cannot be scored, such as int4.
    /// </exception>
    /// <exception cref="ArgumentException">The configuration is out of range.</exception>
    public static OnnxScorer Load(
        string path, OnnxSessionConfig? config = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        config ??= new OnnxSessionConfig();
        config.Validate();
        var file = OnnxFile.Inspect(path);
        ValuePorts.CheckDeclared(file);
        var providers = ProviderChoice.Of(config.Providers, OnnxRuntimeInfo.Load().Providers, file.Path);
        var plan = new SessionPlan(file, config, providers);
        var session = CachedSession.Open(plan, config.GraphCache, cancellationToken);
        try
        {
            return new OnnxScorer(session, OnnxModelSchema.Of(session, file), providers)
            {
                ThreadsPerRun = OnnxSession.IntraOpThreads(file, config),
            };
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
