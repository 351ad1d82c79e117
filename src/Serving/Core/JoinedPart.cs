using System.Collections;
using Tracking.Models.Scoring;

namespace Tracking.Serving.Core;

/// <summary>One request's part of what a run for several gave.</summary>
/// <param name="outputs">Its rows.</param>
/// <param name="rowsOfRun">How many rows all requests of the run had.</param>
internal sealed class JoinedPart(NamedTensor[] outputs, int rowsOfRun) : IReadOnlyList<NamedTensor>
{
    public int RowsOfRun => rowsOfRun;

    public int Count => outputs.Length;

    public NamedTensor this[int index] => outputs[index];

    public IEnumerator<NamedTensor> GetEnumerator() => ((IEnumerable<NamedTensor>)outputs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
