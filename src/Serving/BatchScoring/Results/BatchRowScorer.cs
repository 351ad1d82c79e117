using Tracking.Models.Scoring;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Mlflow;

namespace Tracking.Serving.BatchScoring.Results;

/// <summary>
/// Scores batches. The rows of one are scored as one request with them would be; what makes that request fail is found
/// by halves and set aside. Thread-safe.
/// </summary>
internal sealed class BatchRowScorer(
    LoadedModel model, IRowReading reading, IPredictionFormat format, BatchScoringOptions options)
{
    /// <exception cref="BatchScoringException">The model does not give a value for each row.</exception>
    public ScoredBatch Score(RowBatch batch, CancellationToken cancellationToken)
    {
        var scored = new ScoredBatch(batch.End);
        if (batch.Count == 1 && batch[0].IsCut)
        {
            Reject(scored, batch, 0, $"The row is longer than {options.MaxRowBytes} bytes.");
            return scored;
        }

        var rows = new int[batch.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        ScoreRows(scored, batch, rows, cancellationToken);
        scored.Rejected.Sort((one, other) => one.Row.CompareTo(other.Row));
        return scored;
    }

    private void ScoreRows(
        ScoredBatch scored, RowBatch batch, ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        if (rows.IsEmpty || TryScore(scored, batch, rows, cancellationToken) is not { } problem)
        {
            return;
        }

        if (rows.Length == 1)
        {
            Reject(scored, batch, rows[0], problem);
            return;
        }

        var readable = new List<int>(rows.Length);
        AddReadable(scored, batch, rows, readable);
        if (readable.Count < rows.Length)
        {
            ScoreRows(scored, batch, readable.ToArray(), cancellationToken);
            return;
        }

        // Each can be read, but not together or not by the model.
        ScoreRows(scored, batch, rows[..(rows.Length / 2)], cancellationToken);
        ScoreRows(scored, batch, rows[(rows.Length / 2)..], cancellationToken);
    }

    /// <returns>Why it cannot be done; null when it is.</returns>
    private string? TryScore(
        ScoredBatch scored, RowBatch batch, ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        var start = scored.Text.Count;
        try
        {
            var invocation = RequestParams.AddTo(reading.Read(batch, rows), options.Params, model);
            var outputs = model.Scorer.Score(invocation.Inputs, options.Outputs, cancellationToken);
            CheckRows(outputs, rows.Length);
            scored.Header ??= format.HeaderOf(outputs);
            format.Write(scored.Text, outputs, batch, rows);
            return null;
        }
        catch (Exception error) when (error is ServingException or ScoringException)
        {
            scored.Text.Truncate(start);
            return error.Message;
        }
    }

    /// <summary>Adds the rows that can be read, and sets aside those that cannot be read even alone.</summary>
    private void AddReadable(ScoredBatch scored, RowBatch batch, ReadOnlySpan<int> rows, List<int> readable)
    {
        try
        {
            reading.Read(batch, rows);
            readable.AddRange(rows);
        }
        catch (Exception error) when (error is ServingException or ScoringException)
        {
            if (rows.Length == 1)
            {
                Reject(scored, batch, rows[0], error.Message);
                return;
            }

            AddReadable(scored, batch, rows[..(rows.Length / 2)], readable);
            AddReadable(scored, batch, rows[(rows.Length / 2)..], readable);
        }
    }

    private static void CheckRows(IReadOnlyList<NamedTensor> outputs, int rows)
    {
        foreach (var (name, tensor) in outputs)
        {
            if (tensor.Rank == 0 || tensor.Shape[0] != rows)
            {
                throw new BatchScoringException(
                    $"The model's output '{name}' has shape [{string.Join(", ", tensor.Shape.ToArray())}] for {rows} "
                    + "rows; a batch needs a value for each row. Leave it out, or score with another batch size.");
            }
        }
    }

    private static void Reject(ScoredBatch scored, RowBatch batch, int row, string reason)
    {
        var bytes = batch.BytesOf(row);
        var isLong = bytes.Length > RowReader.CutBytes;
        var raw = (isLong ? bytes[..RowReader.CutBytes] : bytes).ToArray();
        scored.Rejected.Add(new RejectedRow(batch.FirstRow + row, reason, raw, isLong || batch[row].IsCut));
    }
}
