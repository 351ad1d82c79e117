namespace Tracking.Core.Lifecycle;

/// <summary>
/// Makes a create repeatable: its answer is written under the key in the transaction that creates, so that there is
/// never the one without the other.
/// </summary>
/// <param name="Key">A key that was used already is refused.</param>
/// <param name="Answer">The answer for what was created; called inside the transaction.</param>
public sealed record CreateOnce<TEntity>(IdempotencyKey Key, Func<TEntity, byte[]> Answer);
