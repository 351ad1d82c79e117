using Tracking.Models.Scoring;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>An infer request as read.</summary>
/// <param name="Id">To be echoed; null if the request had none.</param>
/// <param name="Inputs">Checked against the model's inputs.</param>
/// <param name="Outputs">The outputs asked for, or null for all.</param>
internal readonly record struct InferBody(
    string? Id, IReadOnlyList<NamedTensor> Inputs, IReadOnlyList<string>? Outputs);
