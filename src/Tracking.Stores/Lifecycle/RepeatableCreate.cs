using Tracking.Core.Lifecycle;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>Writes what a create makes and what it answers in one transaction.</summary>
internal static class RepeatableCreate
{
    // The key is claimed before anything is made: where several servers share a database, the second one waits here.
    private const string Claim = """
        INSERT INTO create_answer(idempotency_key, fingerprint, created_ms, answer) VALUES(?, ?, ?, '')
        ON CONFLICT(idempotency_key) DO NOTHING
        """;

    private const string SetAnswer = "UPDATE create_answer SET answer = ? WHERE idempotency_key = ?";

    public static Task<T> CreateAsync<T>(
        this StoreDatabase database,
        CreateOnce<T>? once,
        Func<WriteSession, T> create,
        CancellationToken cancellationToken) =>
        once is null
            ? database.WriteAsync(create, cancellationToken)
            : database.WriteAsync(session => Create(session, once, create), cancellationToken);

    private static T Create<T>(WriteSession session, CreateOnce<T> once, Func<WriteSession, T> create)
    {
        var (key, fingerprint) = once.Key;
        var claimed = session.Statement(Claim).Bind(1, key).Bind(2, fingerprint).Bind(3, session.NowMs).Change();
        if (claimed == 0)
        {
            throw IdempotencyErrors.InUse(key);
        }

        var created = create(session);
        session.Statement(SetAnswer).Bind(1, (ReadOnlySpan<byte>)once.Answer(created)).Bind(2, key).Run();
        return created;
    }
}
