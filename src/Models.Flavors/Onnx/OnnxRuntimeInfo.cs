using Tracking.Models.Flavors.Onnx.Sessions;

namespace Tracking.Models.Flavors.Onnx;

/// <summary>The ONNX Runtime that this process scores with.</summary>
public static class OnnxRuntimeInfo
{
    /// <summary>Loads it and gives its version and execution providers, such as CPUExecutionProvider.</summary>
    /// <exception cref="DllNotFoundException">Its native library is not there.</exception>
    public static (string Version, IReadOnlyList<string> Providers) Load()
    {
        try
        {
            return OnnxSession.Describe();
        }
        catch (TypeInitializationException failed) when (failed.GetBaseException() is DllNotFoundException missing)
        {
            throw missing;
        }
    }
}
