using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>A scoring request bound to the model's inputs.</summary>
/// <param name="Inputs">A tensor for each.</param>
/// <param name="AnswersRecords">Whether the model sees a table and therefore answers one, as in MLflow.</param>
/// <param name="Lease">The pooled arrays behind the inputs; null where there are none.</param>
internal readonly record struct Invocation(
    IReadOnlyList<NamedTensor> Inputs, bool AnswersRecords, InputLease? Lease = null);

/// <summary>What a request holds, not yet held against the signature: the whole body is parsed first.</summary>
internal interface IRequestInputs
{
    /// <summary>The model's inputs.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.SignatureMismatch"/>.</exception>
    Invocation Bind();
}
