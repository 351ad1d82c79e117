using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Mlflow;

namespace Tracking.Serving.BatchScoring.Rows;

/// <summary>Makes rows into what one request with them would be. Thread-safe.</summary>
internal interface IRowReading
{
    /// <summary>Reads rows of a batch, exactly as <c>POST /invocations</c> reads them.</summary>
    /// <exception cref="ServingException">That request would be refused.</exception>
    /// <exception cref="Models.Scoring.ScoringException">Likewise.</exception>
    Invocation Read(RowBatch batch, ReadOnlySpan<int> rows);

    /// <summary>The values of a row that are repeated before its prediction.</summary>
    IKeptValues Kept { get; }
}
