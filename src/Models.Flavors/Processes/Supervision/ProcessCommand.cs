using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Processes.Frames;

namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>What is started for a model, complete.</summary>
/// <param name="Program">The program's file.</param>
/// <param name="Arguments">Its arguments, one by one.</param>
/// <param name="Folder">Where it runs: the model folder.</param>
/// <param name="About">What it is told of its model in the first frame.</param>
internal sealed record ProcessCommand(
    string Program, IReadOnlyList<string> Arguments, string Folder, JsonObject About)
{
    /// <summary>Set on top of what the host has.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>How tensors are sent to it.</summary>
    public TensorEncoding Encoding { get; init; } = TensorEncoding.Tensors;
}
