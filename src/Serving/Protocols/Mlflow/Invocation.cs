using Tracking.Models.Scoring;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>A scoring request as read and bound to the model's inputs.</summary>
/// <param name="Inputs">Valid as long as the memory that it was read into.</param>
/// <param name="AnswersRecords">Whether the model sees a table and therefore answers one, as in MLflow.</param>
internal readonly record struct Invocation(IReadOnlyList<NamedTensor> Inputs, bool AnswersRecords);
