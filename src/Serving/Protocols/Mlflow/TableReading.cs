using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>
/// The table of one request under way. What the signature rules out is a mismatch, but only once the whole table turned
/// out readable: MLflow parses before it enforces. Not thread-safe.
/// </summary>
/// <param name="model">Whose signature is held against the table.</param>
/// <param name="capacity">How many rows to expect.</param>
internal sealed class TableReading(LoadedModel model, int capacity = TableBuilder.UsualRows) : IRequestInputs
{
    private readonly TableBuilder _builder =
        TableBuilder.For(model.Signature?.Inputs, model.Scorer.Schema, capacity);

    private ScoringException? _mismatch;

    /// <summary>How many rows were ended.</summary>
    public int RowCount => _builder.RowCount;

    /// <summary>A buffer for each column of a header; null where its values are not wanted.</summary>
    public IReadOnlyList<ValueBuffer?> Columns(IReadOnlyList<string> names)
    {
        try
        {
            return _builder.Columns(names);
        }
        catch (ScoringException error)
        {
            return Refused(error, names.Count);
        }
    }

    /// <summary>A buffer for each column of a table without a header; null where its values are not wanted.</summary>
    public IReadOnlyList<ValueBuffer?> UnnamedColumns(int count)
    {
        try
        {
            return _builder.UnnamedColumns(count);
        }
        catch (ScoringException error)
        {
            return Refused(error, count);
        }
    }

    /// <summary>The buffer of one column; null where its values are not wanted.</summary>
    public ValueBuffer? Column(string name) => _builder.Column(name);

    /// <summary>Ends a row; a cell that it lacks counts as null.</summary>
    public void EndRow()
    {
        if (_mismatch is null)
        {
            _builder.EndRow();
        }
    }

    /// <summary>Ends several rows at once, each of which has a value in every column that was asked for.</summary>
    public void EndRows(int count)
    {
        if (_mismatch is null)
        {
            _builder.EndRows(count);
        }
    }

    public Invocation Bind()
    {
        var kind = InputKinds.Of(model);
        try
        {
            var table = _mismatch is null ? _builder.ToTable() : throw _mismatch;
            return new Invocation(
                TableBinder.Bind(table, model.Scorer.Schema), kind is InputKind.Columns or InputKind.Unsigned);
        }
        catch (ScoringException error) when (kind != InputKind.Unsigned)
        {
            throw Signatures.NotEnforced(model, error);
        }
    }

    private ValueBuffer?[] Refused(ScoringException error, int count)
    {
        _mismatch = error;
        return new ValueBuffer?[count];
    }
}
