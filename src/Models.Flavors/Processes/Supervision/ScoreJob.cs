using System.Runtime.ExceptionServices;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>A call that waits for a process, or for its answer.</summary>
/// <param name="inputs">Checked.</param>
/// <param name="outputs">Those wanted, or null for all.</param>
/// <param name="abandoned">Fires when nobody waits any more.</param>
internal sealed class ScoreJob(
    IReadOnlyList<NamedTensor> inputs, IReadOnlyList<string>? outputs, CancellationToken abandoned)
{
    private readonly TaskCompletionSource<IReadOnlyList<NamedTensor>> _answer = new();

    public IReadOnlyList<NamedTensor> Inputs => inputs;

    public IReadOnlyList<string>? Outputs => outputs;

    public CancellationToken Abandoned => abandoned;

    public void Complete(IReadOnlyList<NamedTensor> answer) => _answer.TrySetResult(answer);

    public void Fail(Exception error) => _answer.TrySetException(error);

    /// <summary>Waits for the answer on the calling thread.</summary>
    /// <exception cref="OperationCanceledException">It was abandoned.</exception>
    public IReadOnlyList<NamedTensor> Wait()
    {
        try
        {
            _answer.Task.Wait(abandoned);
            return _answer.Task.Result;
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerException!);
            throw;
        }
    }
}
