using System.Globalization;
using Tracking.Core.EvaluationDatasets;
using Tracking.Core.Search.Paging;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search;

namespace Tracking.Stores.EvaluationDatasets;

/// <summary>Reads records from their rows.</summary>
internal static class DatasetRecordReading
{
    public static Page<DatasetRecord> ReadPage(
        StoreSession session, (string Id, long Key) dataset, int maxResults, string? pageToken)
    {
        var fingerprint = PageToken.FingerprintOf(dataset.Id);
        var after = PageToken.Decode(pageToken, fingerprint, valueCount: 1);
        var row = session.Statement(DatasetRecordSql.SelectPage)
            .Bind(1, dataset.Key)
            .Bind(2, after is null ? 0 : TokenNumber.Parse(after[0]))
            .Bind(3, (long)maxResults + 1);
        var found = new List<(long Key, DatasetRecord Record)>();
        while (row.Step())
        {
            found.Add((row.Int64(0), Read(row)));
        }

        var token = found.Count > maxResults
            ? new PageToken(
                fingerprint, [found[maxResults - 1].Key.ToString(CultureInfo.InvariantCulture)]).Encode()
            : null;
        return new Page<DatasetRecord>([.. found.Take(maxResults).Select(pair => pair.Record)], token);
    }

    /// <summary>The record in a row of <see cref="DatasetRecordSql"/>, whose first column is its key.</summary>
    public static DatasetRecord Read(StoreStatement row) => new(
        row.Text(1),
        new RecordContent(row.Text(2))
        {
            OutputsJson = row.NullableText(3),
            ExpectationsJson = row.NullableText(4),
            TagsJson = row.NullableText(5),
            SourceJson = row.NullableText(6),
            User = row.NullableText(7),
            InputHash = row.Text(8),
        },
        row.Int64(9),
        row.Int64(10))
    {
        UpdatedBy = row.NullableText(11),
    };
}
