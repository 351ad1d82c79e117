using Tracking.Models.Scoring;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.BatchScoring.Results;

/// <summary>How predictions are written. Thread-safe.</summary>
internal interface IPredictionFormat
{
    /// <summary>The line before the first prediction, for outputs like these; empty for none.</summary>
    string HeaderOf(IReadOnlyList<NamedTensor> outputs);

    /// <summary>That line where no row was scored.</summary>
    string HeaderOf(IReadOnlyList<TensorInfo> outputs);

    /// <summary>Writes a line for each row.</summary>
    /// <param name="to">Takes the lines.</param>
    /// <param name="outputs">Of the model; a slice along the first dimension for each row.</param>
    /// <param name="batch">Holds the rows.</param>
    /// <param name="rows">Those that the outputs are of.</param>
    void Write(ResponseBuffer to, IReadOnlyList<NamedTensor> outputs, RowBatch batch, ReadOnlySpan<int> rows);
}
