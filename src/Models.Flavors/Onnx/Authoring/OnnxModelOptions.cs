namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>What stands at the head of an ONNX file.</summary>
public sealed record OnnxModelOptions
{
    /// <summary>The oldest opset whose operators mean what <see cref="OnnxOperators"/> says.</summary>
    public const int OldestOpset = 13;

    /// <summary>The newest opset that models are written for.</summary>
    public const int NewestOpset = 21;

    /// <summary>Version of ONNX's own operators: 17 unless said otherwise, 13 to 21.</summary>
    public int Opset { get; init; } = 17;

    /// <summary>Version of the file format: 8 unless said otherwise, 7 to 10.</summary>
    public int IrVersion { get; init; } = 8;

    /// <summary>Versions of further operator domains, such as <c>ai.onnx.ml</c>.</summary>
    public IReadOnlyDictionary<string, int> Opsets { get; init; } = new Dictionary<string, int>();

    /// <summary>What wrote the file: <c>tracking</c> unless said otherwise.</summary>
    public string ProducerName { get; init; } = "tracking";

    /// <summary>The version of what wrote the file; empty unless said otherwise.</summary>
    public string ProducerVersion { get; init; } = "";

    /// <summary>A sentence or more for those who open the file.</summary>
    public string Description { get; init; } = "";

    /// <summary>Free-form properties that travel with the model.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    internal void Validate()
    {
        if (Opset is < OldestOpset or > NewestOpset)
        {
            throw new ArgumentException($"Opset must be {OldestOpset} to {NewestOpset}, got {Opset}.");
        }

        if (IrVersion is < 7 or > 10)
        {
            throw new ArgumentException($"IrVersion must be 7 to 10, got {IrVersion}.");
        }

        foreach (var (domain, version) in Opsets)
        {
            if (domain.Length == 0 || version < 1)
            {
                throw new ArgumentException(
                    $"Opsets must map a domain's name to 1 or more, got '{domain}' = {version}; "
                    + "the version of ONNX's own operators is Opset.");
            }
        }
    }
}
