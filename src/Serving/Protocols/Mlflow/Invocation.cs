using Tracking.Models.Scoring;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>A scoring request bound to the model's inputs.</summary>
/// <param name="Inputs">A tensor for each.</param>
/// <param name="AnswersRecords">Whether the model sees a table and therefore answers one, as in MLflow.</param>
internal readonly record struct Invocation(IReadOnlyList<NamedTensor> Inputs, bool AnswersRecords);

/// <summary>What a request holds, not yet held against the signature: the whole body is parsed first.</summary>
internal interface IRequestInputs
{
    /// <summary>The model's inputs.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.SignatureMismatch"/>.</exception>
    Invocation Bind();
}
