using Tracking.Models.Flavors.Declared;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>Puts the answers for some rows each back into the order of the batch.</summary>
internal sealed class RowMerge(int rows, IReadOnlyList<string> outputs)
{
    private readonly List<Piece> _pieces = [];

    /// <summary>Adds what a model gave for some rows.</summary>
    /// <param name="part">Which model.</param>
    /// <param name="given">One row for each of those that it was asked for.</param>
    /// <param name="taken">Which of its rows count.</param>
    /// <param name="places">Where in the batch each of those belongs.</param>
    public void Add(
        Part part, IReadOnlyList<NamedTensor> given, IReadOnlyList<int> taken, IReadOnlyList<int> places)
    {
        if (places.Count > 0 || rows == 0)
        {
            _pieces.Add(new Piece(part, given, taken, places));
        }
    }

    /// <summary>The outputs of the whole batch; where one model answered all of it, its own tensors.</summary>
    /// <exception cref="ScoringException">Models gave rows of different shapes.</exception>
    public IReadOnlyList<NamedTensor> Result() =>
        [.. outputs.Select(
            name => new NamedTensor(name, _pieces.Count == 1 ? _pieces[0].Find(name) : Merge(name)))];

    private Tensor Merge(string name)
    {
        var first = _pieces[0].Find(name);
        var copy = TensorAccess.Of(first.ElementType);
        var result = copy.Create([rows, .. first.Shape[1..]]);
        foreach (var piece in _pieces)
        {
            var given = piece.Find(name);
            if (!given.Shape[1..].SequenceEqual(first.Shape[1..]))
            {
                throw new ScoringException(
                    ScoringFault.ModelFailed,
                    $"Step '{piece.Part.Name}': gave rows of '{name}' with shape [{Text(given)}], "
                    + $"step '{_pieces[0].Part.Name}' with [{Text(first)}].");
            }

            for (var i = 0; i < piece.Places.Count; i++)
            {
                copy.CopyRow(given, piece.Taken[i], result, piece.Places[i]);
            }
        }

        return result;
    }

    private static string Text(Tensor tensor) => string.Join(", ", tensor.Shape[1..].ToArray());

    private sealed record Piece(
        Part Part, IReadOnlyList<NamedTensor> Given, IReadOnlyList<int> Taken, IReadOnlyList<int> Places)
    {
        public Tensor Find(string name) => Given.Find(name)!;
    }
}
