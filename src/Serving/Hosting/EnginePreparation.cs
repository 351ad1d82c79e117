using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;

namespace Tracking.Serving.Hosting;

/// <summary>Does ahead what the first model of a process waits for: ONNX Runtime and the YAML reader.</summary>
internal static class EnginePreparation
{
    private const string AnyModel = "flavors: {onnx: {data: model.onnx, code: null}}\nmodel_size_bytes: 1\n";
    private static readonly TimeSpan LongestAtTheEnd = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Does it on a thread of the pool. A process that ends meanwhile waits: ONNX Runtime crashes where it is torn down
    /// while it is set up.
    /// </summary>
    public static void Begin()
    {
        var done = new ManualResetEventSlim();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => done.Wait(LongestAtTheEnd);
        ThreadPool.UnsafeQueueUserWorkItem(
            static done =>
            {
                Run();
                done.Set();
            },
            done,
            preferLocal: false);
    }

    private static void Run()
    {
        try
        {
            OnnxFlavor.Prepare();
            MlModel.Parse(AnyModel);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever it was, the first model meets it again, and tells it with its name.
        }
    }
}
