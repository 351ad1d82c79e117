using Tracking.Models.Scoring;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>An infer request as read.</summary>
/// <param name="Id">To be echoed; null if the request had none.</param>
/// <param name="Inputs">Checked against the model's inputs.</param>
/// <param name="Outputs">The outputs asked for, or null for all.</param>
/// <param name="Parameters">Those that this server knows.</param>
/// <param name="Lease">The arrays behind the inputs.</param>
internal sealed record InferBody(
    string? Id,
    IReadOnlyList<NamedTensor> Inputs,
    IReadOnlyList<RequestedOutput>? Outputs,
    InferParameters Parameters,
    InputLease Lease);

/// <summary>An output asked for.</summary>
/// <param name="Name">One that the model has.</param>
/// <param name="IsBinary">Whether its elements go as raw bytes; null leaves it to the request.</param>
/// <param name="Classes">How many of its best classes to give in place of its elements; 0 for the elements.</param>
internal sealed record RequestedOutput(string Name, bool? IsBinary = null, int Classes = 0);

/// <summary>Parameters of a whole request.</summary>
/// <param name="IsBinaryOutput">Whether outputs go as raw bytes unless they say otherwise.</param>
/// <param name="Priority">1 is the highest; 0 for the model's default.</param>
/// <param name="TimeoutMicroseconds">How long it may wait; 0 for the server's limit.</param>
internal readonly record struct InferParameters(bool IsBinaryOutput, int Priority, long TimeoutMicroseconds);
