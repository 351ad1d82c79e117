using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Sessions;

namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>Whether ONNX Runtime takes what was built.</summary>
internal static class OnnxModelValidation
{
    /// <summary>Loads a model and lets it go again.</summary>
    /// <exception cref="InvalidOperationException">It is refused; the message says why.</exception>
    public static void Load(byte[] model, string graphName)
    {
        // The environment is made quiet before the first session asks for it.
        _ = OnnxSession.Describe();
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            IntraOpNumThreads = 1,
        };
        try
        {
            using var session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException(
                $"ONNX Runtime refuses graph '{graphName}': {OnnxMessages.Shorten(e.Message)}", e);
        }
    }
}
