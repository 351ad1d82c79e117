using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>What the reading of one infer request carries along.</summary>
/// <param name="Model">The model that it is for.</param>
/// <param name="Raw">The bytes behind the JSON.</param>
/// <param name="Lease">Takes charge of pooled arrays.</param>
internal sealed record InferReading(LoadedModel Model, RawParts Raw, InputLease Lease);
