using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;

namespace Tracking.Serving.Hosting;

/// <summary>Does ahead what the first model of a process waits for: ONNX Runtime and the YAML reader.</summary>
internal static class EnginePreparation
{
    private const string AnyModel = "flavors: {onnx: {data: model.onnx, code: null}}\nmodel_size_bytes: 1\n";

    public static void Run()
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
