using Tracking.Core.EvaluationDatasets;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.EvaluationDatasets;

/// <summary>
/// Changes the records of one dataset, whose row the transaction has locked, and what is derived of them.
/// </summary>
internal sealed class DatasetRecordWriter(WriteSession session, long datasetKey, long nowMs)
{
    /// <summary>What a record costs beside its texts.</summary>
    private const int RecordBytes = 256;

    public static WriteSize SizeOf(IReadOnlyList<RecordContent> records) => new(
        records.Sum(record => RecordBytes + (2L * (
            record.InputsJson.Length + (record.OutputsJson?.Length ?? 0) + (record.ExpectationsJson?.Length ?? 0)
            + (record.TagsJson?.Length ?? 0) + (record.SourceJson?.Length ?? 0)))),
        records.Count);

    public UpsertedRecords Upsert(IReadOnlyList<RecordContent> records, string? user)
    {
        var inserted = 0;
        foreach (var record in records)
        {
            if (Find(record.InputHash) is { } found)
            {
                Update(found.Key, RecordMerge.Apply(found.Record.Content, record), record.User ?? user);
            }
            else
            {
                Insert(record, record.User ?? user);
                inserted++;
            }
        }

        var lastUser = records.Select(record => record.User).LastOrDefault(known => known is not null) ?? user;
        SetContent(inserted, lastUser, schema => DatasetSchema.Extend(schema, records));
        return new UpsertedRecords(inserted, records.Count - inserted);
    }

    public int Delete(IReadOnlyList<string> recordIds)
    {
        var deleted = recordIds.Sum(id => session.Statement(DatasetRecordSql.Delete)
            .Bind(1, datasetKey).Bind(2, id).Change());
        SetContent(-deleted, user: null, schema => schema);
        return deleted;
    }

    private (long Key, DatasetRecord Record)? Find(string inputHash)
    {
        var row = session.Statement(DatasetRecordSql.SelectByInputs).Bind(1, datasetKey).Bind(2, inputHash);
        if (!row.Step())
        {
            return null;
        }

        var found = (row.Int64(0), DatasetRecordReading.Read(row));
        row.Reset();
        return found;
    }

    private void Insert(RecordContent record, string? user) =>
        session.Statement(DatasetRecordSql.Insert)
            .Bind(1, EvaluationDatasetRules.NewRecordId())
            .Bind(2, datasetKey)
            .Bind(3, record.InputHash)
            .Bind(4, record.InputsJson)
            .Bind(5, record.OutputsJson)
            .Bind(6, record.ExpectationsJson)
            .Bind(7, record.TagsJson)
            .Bind(8, record.SourceJson)
            .Bind(9, user)
            .Bind(10, nowMs)
            .Run();

    private void Update(long key, RecordContent record, string? user) =>
        session.Statement(DatasetRecordSql.Update)
            .Bind(1, key)
            .Bind(2, record.OutputsJson)
            .Bind(3, record.ExpectationsJson)
            .Bind(4, record.TagsJson)
            .Bind(5, record.SourceJson)
            .Bind(6, user)
            .Bind(7, nowMs)
            .Run();

    private void SetContent(int added, string? user, Func<string?, string?> change)
    {
        var row = session.Statement(EvaluationDatasetSql.SelectContent).Bind(1, datasetKey);
        row.Step();
        var (name, schema, count) = (row.Text(0), row.NullableText(1), row.Int64(2) + added);
        row.Reset();
        session.Statement(EvaluationDatasetSql.SetContent)
            .Bind(1, datasetKey)
            .Bind(2, change(schema))
            .Bind(3, EvaluationDatasetRules.ProfileOf(count))
            .Bind(4, EvaluationDatasetRules.DigestOf(name, nowMs))
            .Bind(5, count)
            .Bind(6, user)
            .Run();
    }
}
