using Tracking.Core.Lifecycle;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>Remembers what creates answered under their keys.</summary>
internal sealed class IdempotencyStore(StoreDatabase database) : IIdempotencyStore
{
    /// <summary>Few enough not to hold up other writes.</summary>
    private const int ForgottenPerTransaction = 500;

    private const string Select = "SELECT fingerprint, answer FROM create_answer WHERE idempotency_key = ?";

    private const string DeleteOld = """
        DELETE FROM create_answer WHERE answer_id IN (
          SELECT answer_id FROM create_answer WHERE created_ms < ?1 ORDER BY created_ms LIMIT ?2)
        """;

    private const string DeleteBeyond = """
        DELETE FROM create_answer WHERE answer_id IN (
          SELECT answer_id FROM create_answer
          WHERE answer_id <= (SELECT max(answer_id) FROM create_answer) - ?1 ORDER BY answer_id LIMIT ?2)
        """;

    public Task<StoredAnswer?> FindAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, key), cancellationToken);

    public Task<int> PruneAsync(long createdBeforeMs, int keptMax, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Statement(DeleteOld)
                    .Bind(1, createdBeforeMs).Bind(2, (long)ForgottenPerTransaction).Change()
                + session.Statement(DeleteBeyond)
                    .Bind(1, (long)keptMax).Bind(2, (long)ForgottenPerTransaction).Change(),
            WriteSize.Background,
            cancellationToken);

    private static StoredAnswer? Find(StoreSession session, string key)
    {
        var statement = session.Statement(Select).Bind(1, key);
        if (!statement.Step())
        {
            return null;
        }

        var answer = new StoredAnswer(statement.Text(0), statement.Blob(1).ToArray());
        statement.Reset();
        return answer;
    }
}
