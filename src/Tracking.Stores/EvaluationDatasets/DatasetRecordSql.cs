namespace Tracking.Stores.EvaluationDatasets;

/// <summary>The statements over records of datasets.</summary>
internal static class DatasetRecordSql
{
    private const string Columns = """
        record_key, record_id, inputs_json, outputs_json, expectations_json, tags_json, source_json, created_by,
        input_hash, created_ms, updated_ms, updated_by
        """;

    public const string SelectByInputs = $"""
        SELECT {Columns} FROM evaluation_dataset_record WHERE dataset_key = ? AND input_hash = ?
        """;

    public const string SelectPage = $"""
        SELECT {Columns} FROM evaluation_dataset_record WHERE dataset_key = ?1 AND record_key > ?2
        ORDER BY record_key LIMIT ?3
        """;

    public const string Insert = """
        INSERT INTO evaluation_dataset_record(
          record_id, dataset_key, input_hash, inputs_json, outputs_json, expectations_json, tags_json, source_json,
          created_by, updated_by, created_ms, updated_ms)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?10)
        """;

    public const string Update = """
        UPDATE evaluation_dataset_record SET outputs_json = ?2, expectations_json = ?3, tags_json = ?4,
          source_json = ?5, updated_by = coalesce(?6, updated_by), updated_ms = ?7
        WHERE record_key = ?1
        """;

    public const string Delete =
        "DELETE FROM evaluation_dataset_record WHERE dataset_key = ? AND record_id = ?";
}
