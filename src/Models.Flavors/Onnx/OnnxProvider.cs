namespace Tracking.Models.Flavors.Onnx;

/// <summary>An execution provider of ONNX Runtime: what computes a graph.</summary>
/// <param name="Name">As ONNX Runtime has it, such as <c>CUDAExecutionProvider</c>; short names are understood.</param>
public sealed record OnnxProvider(string Name)
{
    private const string Suffix = "ExecutionProvider";

    /// <summary>The processor.</summary>
    public static OnnxProvider Cpu { get; } = new("CPU");

    /// <summary>NVIDIA's CUDA.</summary>
    public static OnnxProvider Cuda { get; } = new("CUDA");

    /// <summary>NVIDIA's TensorRT.</summary>
    public static OnnxProvider TensorRt { get; } = new("TensorRT");

    /// <summary>DirectML on Windows.</summary>
    public static OnnxProvider DirectMl { get; } = new("DirectML");

    /// <summary>Apple's CoreML.</summary>
    public static OnnxProvider CoreMl { get; } = new("CoreML");

    /// <summary>Intel's OpenVINO.</summary>
    public static OnnxProvider OpenVino { get; } = new("OpenVINO");

    /// <summary>As ONNX Runtime has it; <c>cuda</c> becomes <c>CUDAExecutionProvider</c>.</summary>
    public string Name { get; } = Canonical(Name);

    /// <summary>The provider's own options, such as <c>device_id</c>.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    private static string Canonical(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var plain = name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? name[..^Suffix.Length] : name;
        return plain.ToUpperInvariant() switch
        {
            "CPU" => "CPU",
            "CUDA" => "CUDA",
            "TENSORRT" => "Tensorrt",
            "DIRECTML" or "DML" => "Dml",
            "COREML" => "CoreML",
            "OPENVINO" => "OpenVINO",
            _ => plain,
        } + Suffix;
    }
}
