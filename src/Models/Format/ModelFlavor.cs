using System.Text.Json.Nodes;

namespace Tracking.Models.Format;

/// <summary>
/// How a model is loaded, as it is written; python_function is added where there is a Python module for it, so that
/// MLflow can load it too.
/// </summary>
/// <param name="Name">The flavor's key in MLmodel.</param>
/// <param name="Options">The flavor's own keys.</param>
/// <param name="Data">The file that holds the model, relative to the folder.</param>
/// <param name="LoaderModule">The Python module by which MLflow loads it; null where Python cannot.</param>
/// <param name="Requirements">What that module needs, as pip requirements.</param>
public sealed record ModelFlavor(
    string Name, JsonObject Options, string Data, string? LoaderModule, IReadOnlyList<string> Requirements)
{
    /// <summary>The flavor of ONNX models.</summary>
    /// <param name="data">The model's file.</param>
    /// <param name="onnxVersion">The version of the onnx package that Python is to load it with.</param>
    /// <param name="sessionOptions">MLflow's onnx_session_options, or null.</param>
    public static ModelFlavor Onnx(
        string data = "model.onnx", string onnxVersion = "1.17.0", JsonObject? sessionOptions = null) => new(
        "onnx",
        new JsonObject
        {
            ["code"] = null,
            ["data"] = data,
            ["onnx_session_options"] = sessionOptions?.DeepClone(),
            ["onnx_version"] = onnxVersion,
            ["providers"] = new JsonArray("CPUExecutionProvider"),
        },
        data,
        "mlflow.onnx",
        [$"onnx=={onnxVersion}", "onnxruntime>=1.21"]);
}
