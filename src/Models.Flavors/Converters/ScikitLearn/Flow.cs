using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>The columns that go from one step to the next: one Float64 matrix, or columns of their own types.</summary>
internal sealed class Flow
{
    private readonly OnnxModelBuilder _model;
    private readonly IReadOnlyList<OnnxValue>? _columns;
    private OnnxValue? _matrix;

    public Flow(OnnxModelBuilder model, OnnxValue matrix)
    {
        (_model, _matrix) = (model, matrix);
        Width = (int)matrix.Shape![1].Size!.Value;
    }

    public Flow(OnnxModelBuilder model, IReadOnlyList<OnnxValue> columns) =>
        (_model, _columns, Width) = (model, columns, columns.Count);

    /// <summary>How many columns there are.</summary>
    public int Width { get; }

    /// <summary>All columns side by side, Float64 [batch, width].</summary>
    /// <exception cref="ModelConversionException">One of them is text.</exception>
    public OnnxValue Matrix(Documents.DocumentField step)
    {
        if (_matrix is { } known)
        {
            return known;
        }

        if (_columns!.FirstOrDefault(column => column.ElementType == ElementType.String) is { } text)
        {
            throw step.Wrong($"takes numbers, but the feature '{text.Name}' is text");
        }

        return _matrix = _columns!.Count == 1 ? _columns[0] : _model.Concat(_columns, axis: 1);
    }

    /// <summary>One column, [batch, 1].</summary>
    public OnnxValue Column(int index) =>
        _columns?[index] ?? _model.Gather(_matrix!, _model.Axes(index), axis: 1);

    /// <summary>Some columns in another order.</summary>
    public Flow Select(int[] indices)
    {
        if (indices.SequenceEqual(Enumerable.Range(0, Width)))
        {
            return this;
        }

        return _columns is null
            ? new Flow(_model, _model.Gather(_matrix!, _model.Axes([.. indices.Select(at => (long)at)]), axis: 1))
            : new Flow(_model, [.. indices.Select(at => _columns[at])]);
    }
}
