using Tracking.Models.Scoring;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>A predict request as read.</summary>
/// <param name="Inputs">The model's.</param>
/// <param name="IsRows">Whether they came as rows, and the answer is to be rows, too.</param>
/// <param name="Lease">The pooled arrays behind the inputs; null where there are none.</param>
internal sealed record PredictRequest(IReadOnlyList<NamedTensor> Inputs, bool IsRows, InputLease? Lease);
