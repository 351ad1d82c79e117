using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Onnx.Caching;

/// <summary>Opens a session from its optimized graph, or optimizes and keeps it.</summary>
internal static class CachedSession
{
    /// <summary>As <see cref="OnnxSession.Open"/>.</summary>
    public static InferenceSession Open(
        SessionPlan plan, OptimizedGraphCache? cache, CancellationToken cancellationToken)
    {
        if (cache is null || !IsWorthIt(plan, cache))
        {
            return OnnxSession.Open(plan, cancellationToken);
        }

        var key = GraphCacheKey.Of(plan.File, plan.Config, cancellationToken);
        if (cache.Find(key, cancellationToken) is { } found)
        {
            try
            {
                return OnnxSession.Open(plan with { OptimizedFrom = found }, cancellationToken);
            }
            catch (ModelLoadException)
            {
                // Its bytes are as they were written, but this runtime does not take them: the model itself counts.
                OptimizedGraphCache.Discard(found);
            }
        }

        return OpenAndKeep(plan, cache, key, cancellationToken);
    }

    private static InferenceSession OpenAndKeep(
        SessionPlan plan, OptimizedGraphCache cache, string key, CancellationToken cancellationToken)
    {
        if (cache.Reserve() is not { } unfinished)
        {
            return OnnxSession.Open(plan, cancellationToken);
        }

        InferenceSession session;
        try
        {
            session = OnnxSession.Open(plan with { OptimizedTo = unfinished }, cancellationToken);
        }
        catch (ModelLoadException)
        {
            // The model may be broken, or only its graph cannot be written; the second try tells.
            OptimizedGraphCache.Discard(unfinished);
            return OnnxSession.Open(plan, cancellationToken);
        }
        catch
        {
            OptimizedGraphCache.Discard(unfinished);
            throw;
        }

        cache.Keep(unfinished, key, cancellationToken);
        return session;
    }

    // Weights beside the model would be copied into the graph, and providers other than the processor compile it.
    private static bool IsWorthIt(SessionPlan plan, OptimizedGraphCache cache) =>
        plan.File is { Outline: not null, HasExternalFiles: false }
        && plan.Providers.IsCpuOnly
        && plan.Config.GraphOptimization != OnnxGraphOptimization.None
        && plan.File.Length >= cache.MinModelBytes
        && plan.File.Length <= cache.MaxBytes / 2;
}
