using Tracking.Models.Tensors;

namespace Tracking.Models.Scoring;

/// <summary>A tensor and the name of the input or output that it stands for.</summary>
/// <param name="Name">As the model names it.</param>
/// <param name="Tensor">The values.</param>
public readonly record struct NamedTensor(string Name, Tensor Tensor);
