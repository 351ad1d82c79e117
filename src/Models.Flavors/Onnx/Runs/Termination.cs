using Microsoft.ML.OnnxRuntime;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>Lets a token end a run: the runtime looks at the flag between two nodes.</summary>
internal static class Termination
{
    public static CancellationTokenRegistration Register(RunOptions options, CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options);
}
