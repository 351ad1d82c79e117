using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Processes;

namespace Tracking.Models.Flavors;

/// <summary>What a host states about the loading of models, whichever flavor they have. Immutable.</summary>
public sealed record FlavorOptions
{
    /// <summary>What to change of the session options of ONNX models. Default: nothing.</summary>
    public OnnxSessionConfig? Onnx { get; init; }

    /// <summary>How models in processes of their own are run. Default: the defaults of each.</summary>
    public ModelProcessOptions Process { get; init; } = new();

    /// <summary>
    /// Whether a signature that contradicts the graph of an ONNX model is an error of loading. Default: yes; a tool
    /// that names every flaw of a model says no, and holds them against each other itself.
    /// </summary>
    public bool RefusesContradictions { get; init; } = true;

    /// <summary>How many models this one lies in.</summary>
    internal int Depth { get; init; }

    /// <summary>The options for a model inside another.</summary>
    internal FlavorOptions Inner() => this with { Depth = Depth + 1 };
}
