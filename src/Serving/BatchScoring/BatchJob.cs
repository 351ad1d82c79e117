using Tracking.Models.Scoring;
using Tracking.Serving.BatchScoring.Checkpoints;
using Tracking.Serving.BatchScoring.Results;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.BatchScoring.Sinks;
using Tracking.Serving.Core;
using Tracking.Serving.Offline;
using Tracking.Serving.Protocols.Mlflow;

namespace Tracking.Serving.BatchScoring;

/// <summary>One attempt of a job, from where its sink stands to the end of the input.</summary>
internal sealed class BatchJob(
    InProcessModel model,
    BatchScoringOptions options,
    RowInput input,
    ResultSink sink,
    IProgress<BatchScoringProgress>? progress)
{
    private readonly IReadOnlyList<TensorInfo> _outputs = OutputsOf(model, options);
    private long _left = options.Limit ?? long.MaxValue;

    public ResultSink Sink => sink;

    /// <exception cref="BatchScoringException">One line that says what is wrong.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        CheckParams();
        try
        {
            await ScoreAsync(cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            sink.Save();
            throw new BatchScoringException($"The input cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is BatchScoringException or OperationCanceledException)
        {
            sink.Save();
            throw;
        }
    }

    /// <summary>What is wrong with them is wrong for every row.</summary>
    private void CheckParams()
    {
        try
        {
            RequestParams.AddTo(new Invocation([], AnswersRecords: false), options.Params, model.Model);
        }
        catch (ServingException error)
        {
            throw new BatchScoringException(error.Message, error);
        }
    }

    private async Task ScoreAsync(CancellationToken cancellationToken)
    {
        var start = sink.Position;
        IRowSplitter splitter = options.InputFormat == RowFormat.Csv ? new CsvSplitter() : new LineSplitter();
        using var reader = new RowReader(input.ReadAsync, splitter, options.MaxRowBytes);
        await reader.SkipMarkAsync(cancellationToken);
        IRowReading rows = options.InputFormat == RowFormat.Csv
            ? await CsvRows.OpenAsync(reader, model.Model, options, cancellationToken)
            : new JsonLineRows(model.Model, options);
        IPredictionFormat format = options.OutputFormat == RowFormat.Csv
            ? new CsvPredictions(rows.Kept, _outputs, options.Prefix)
            : new JsonPredictions(rows.Kept, _outputs, options.Prefix);
        if (start.Rows > 0 && !await reader.SkipToAsync(start, cancellationToken))
        {
            throw JobIdentity.Other("the input has changed", $"other bytes before row {start.Rows + 1}");
        }

        _left -= start.Rows;
        var scorer = new BatchRowScorer(model.Model, rows, format, options);
        var pipeline = new BatchPipeline(
            token => ReadAsync(reader, token), (batch, token) => Score(scorer, batch, token), Write, options.Workers);
        await pipeline.RunAsync(cancellationToken);
        sink.Finish(format.HeaderOf(_outputs));
    }

    private async ValueTask<RowBatch?> ReadAsync(RowReader reader, CancellationToken cancellationToken)
    {
        if (_left <= 0)
        {
            return null;
        }

        var batch = await reader.ReadAsync((int)Math.Min(options.BatchSize, _left), cancellationToken);
        _left -= batch?.Count ?? 0;
        return batch;
    }

    private ScoredBatch Score(BatchRowScorer scorer, RowBatch batch, CancellationToken cancellationToken)
    {
        var scored = scorer.Score(batch, cancellationToken);
        if (sink.IsPacked)
        {
            scored.Pack();
        }

        return scored;
    }

    private void Write(ScoredBatch batch)
    {
        sink.Write(batch);
        progress?.Report(new BatchScoringProgress(
            sink.Position.Rows, sink.RejectedRows, input.BytesRead, input.Identity?.Length));
    }

    private static IReadOnlyList<TensorInfo> OutputsOf(InProcessModel model, BatchScoringOptions options)
    {
        var known = model.Schema.Outputs;
        return options.Outputs is not { } wanted
            ? known
            : [.. wanted.Select(name => known.FirstOrDefault(output => output.Name == name)
                ?? throw new BatchScoringException(
                    $"The model has no output '{name}'; it has "
                    + $"{string.Join(", ", known.Select(each => each.Name))}."))];
    }
}
