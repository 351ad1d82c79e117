using System.Globalization;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>Which model answers which value.</summary>
/// <param name="Input">The input that chooses.</param>
/// <param name="WhenAbsent">The value of a request that leaves the input out, or null.</param>
/// <param name="Cases">The model's index by value, as text.</param>
/// <param name="Otherwise">The model's index for all other values, or null where they are refused.</param>
internal sealed record SwitchRule(
    string Input, string? WhenAbsent, IReadOnlyDictionary<string, int> Cases, int? Otherwise);

/// <summary>The value of an input chooses the model, row by row or for the whole request.</summary>
internal sealed class Switch(IReadOnlyList<Part> models, SwitchRule rule) : IBranching
{
    public IReadOnlyList<NamedTensor> Score(
        RowBatch batch, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        var chosen = Choose(batch);
        if (chosen.Distinct().Count() <= 1)
        {
            // One model for all: its tensors are handed on as they are, whether they have rows or not.
            var only = models[chosen.Count == 0 ? 0 : chosen[0]];
            return only.Score(batch.For(only, [.. Enumerable.Range(0, batch.Rows)]), outputs, cancellationToken);
        }

        var merge = new RowMerge(batch.Rows, outputs);
        foreach (var group in Enumerable.Range(0, chosen.Count).GroupBy(row => chosen[row]))
        {
            var rows = group.ToList();
            var given = BranchCall.Score(models[group.Key], batch, rows, outputs, cancellationToken);
            merge.Add(models[group.Key], given, [.. Enumerable.Range(0, rows.Count)], rows);
        }

        return merge.Result();
    }

    private List<int> Choose(RowBatch batch)
    {
        var selector = batch.Find(rule.Input);
        return selector is null
            ? [CaseOf(rule.WhenAbsent ?? "", 0)]
            : [.. Enumerable.Range(0, selector.Count).Select(row => CaseOf(TextOf(selector, row), row))];
    }

    private int CaseOf(string value, int row)
    {
        if (rule.Cases.TryGetValue(value, out var index))
        {
            return index;
        }

        var known = rule.Cases.Keys.Order(StringComparer.Ordinal).Take(20).Select(name => $"'{name}'");
        return rule.Otherwise ?? throw new ScoringException(
            ScoringFault.InvalidInput,
            $"Input '{rule.Input}' is '{value}' in row {row}; expected one of {string.Join(", ", known)}.");
    }

    private static string TextOf(Tensor tensor, int element) => tensor switch
    {
        StringTensor texts => texts.Data[element] ?? "",
        Tensor<bool> flags => flags.Data.Span[element] ? "true" : "false",
        Tensor<ulong> numbers => numbers.Data.Span[element].ToString(CultureInfo.InvariantCulture),
        _ => ((Tensor<long>)ElementConversion.Convert(tensor, ElementType.Int64)).Data.Span[element]
            .ToString(CultureInfo.InvariantCulture),
    };
}
