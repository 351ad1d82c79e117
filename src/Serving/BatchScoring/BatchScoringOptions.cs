using System.Text.Json.Nodes;

namespace Tracking.Serving.BatchScoring;

/// <summary>How rows or predictions are written in a file.</summary>
public enum RowFormat
{
    /// <summary>Comma-separated values under a line of names.</summary>
    Csv,

    /// <summary>One JSON value in each line.</summary>
    JsonLines,
}

/// <summary>What lines of JSON are taken for.</summary>
public enum JsonRows
{
    /// <summary>
    /// Objects are records; what is an array, or of a model whose signature names tensors, is an instance.
    /// </summary>
    Auto,

    /// <summary>As the items of <c>dataframe_records</c>.</summary>
    Records,

    /// <summary>As the items of <c>inputs</c>.</summary>
    Inputs,
}

/// <summary>What a batch scorer is told.</summary>
public sealed record BatchScoringOptions
{
    /// <summary>The file with the rows; <c>.gz</c> is unpacked. Null for <see cref="InputStream"/>.</summary>
    public string? Input { get; init; }

    /// <summary>Rows from elsewhere, such as standard input.</summary>
    public Stream? InputStream { get; init; }

    /// <summary>How the rows are written. Default: CSV.</summary>
    public RowFormat InputFormat { get; init; }

    /// <summary>Takes the predictions; <c>.gz</c> is packed. Null for <see cref="OutputStream"/>.</summary>
    public string? Output { get; init; }

    /// <summary>Takes predictions that go elsewhere; then nothing can be resumed.</summary>
    public Stream? OutputStream { get; init; }

    /// <summary>How predictions are written. Default: CSV.</summary>
    public RowFormat OutputFormat { get; init; }

    /// <summary>
    /// Takes the rows that cannot be scored, as JSON lines. Null: beside the output file, or nowhere with
    /// <see cref="OutputStream"/>, where the first such row then ends the job.
    /// </summary>
    public string? Rejected { get; init; }

    /// <summary>The columns that the model is given; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The columns repeated before each prediction; a single <c>*</c> for all. Default: none.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>The outputs of the model that are written; null for all.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>
    /// Parameters by name, as in the <c>params</c> of a request, the same for every row; null for the defaults of the
    /// model's signature.
    /// </summary>
    public JsonObject? Params { get; init; }

    /// <summary>Stands before the names of outputs. Default: nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What lines of JSON are taken for. Default: what they look like.</summary>
    public JsonRows JsonRows { get; init; }

    /// <summary>Rows that are scored at once, 1 to 1,000,000. Default 1,024.</summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>Batches that are scored side by side, 1 to 1,024. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Rows after which it ends; null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>The bad rows that are set aside before the job fails. Default 1,000.</summary>
    public long MaxRejected { get; init; } = 1000;

    /// <summary>The longest row in bytes, 1 to 256 MiB; longer ones are bad. Default 16 MiB.</summary>
    public int MaxRowBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How often progress is made durable, 0 (after each batch) to a day. Default 5 s.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether an unfinished job on the same output is forgotten in place of resumed.</summary>
    public bool Restart { get; init; }

    /// <summary>Whether a finished output may be replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Names everything that makes no sense.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Input is null == InputStream is null)
        {
            yield return "expected either Input or InputStream";
        }

        if (Output is null == OutputStream is null)
        {
            yield return "expected either Output or OutputStream";
        }

        if (BatchSize is < 1 or > 1_000_000)
        {
            yield return $"the batch size is {BatchSize}, expected 1 to 1000000";
        }

        if (Workers is < 1 or > 1024)
        {
            yield return $"the number of workers is {Workers}, expected 1 to 1024";
        }

        if (Limit < 1)
        {
            yield return $"the limit is {Limit}, expected at least 1";
        }

        if (MaxRejected < 0)
        {
            yield return $"the most rejected rows are {MaxRejected}, expected at least 0";
        }

        if (MaxRowBytes is < 1 or > 256 * 1024 * 1024)
        {
            yield return $"the longest row is {MaxRowBytes} bytes, expected 1 to 268435456";
        }

        if (CheckpointInterval < TimeSpan.Zero || CheckpointInterval > TimeSpan.FromDays(1))
        {
            yield return $"the checkpoint interval is {CheckpointInterval}, expected 0 to a day";
        }
    }
}
