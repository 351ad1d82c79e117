using Tracking.Models.Flavors.Declared;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Combining;

/// <summary>
/// The step of an ensemble that makes one answer of its members'. Its inputs are called MEMBER.OUTPUT, as wiring calls
/// their sources.
/// </summary>
internal sealed class CombineScorer : IScorer
{
    private const string StackName = "features";

    private readonly IReadOnlyList<(string Output, string[] Inputs)> _groups;
    private readonly Func<IReadOnlyList<Tensor>, Tensor> _combine;

    private CombineScorer(
        ScorerSchema schema,
        IReadOnlyList<(string Output, string[] Inputs)> groups,
        Func<IReadOnlyList<Tensor>, Tensor> combine) => (Schema, _groups, _combine) = (schema, groups, combine);

    public ScorerSchema Schema { get; }

    /// <summary>Every output by itself.</summary>
    /// <exception cref="ModelLoadException">The rule is not for such elements.</exception>
    public static CombineScorer PerOutput(
        IReadOnlyList<Part> members, IReadOnlyList<TensorInfo> outputs, ICombineRule rule) => new(
            new ScorerSchema(Inputs(members, outputs), [.. outputs.Select(rule.Describe)]),
            [.. outputs.Select(info => (info.Name, members.Select(member => InputOf(member, info)).ToArray()))],
            tensors => rule.Combine(Alike(tensors)));

    /// <summary>All outputs of all members side by side, row by row.</summary>
    /// <exception cref="ModelLoadException">They differ in type, or have no rows.</exception>
    public static CombineScorer Stacked(IReadOnlyList<Part> members, IReadOnlyList<TensorInfo> outputs)
    {
        var odd = outputs.FirstOrDefault(
            info => info.ElementType != outputs[0].ElementType || info.Shape.Count is not (1 or 2));
        if (odd is not null)
        {
            throw new ModelLoadException(
                $"Output '{odd.Name}' is {SchemaCheck.Describe(odd)}; to stack, all need one type and rows.");
        }

        var inputs = Inputs(members, outputs);
        return new CombineScorer(
            new ScorerSchema(inputs, [new TensorInfo(StackName, outputs[0].ElementType, [-1, WidthOf(inputs)])]),
            [(StackName, [.. inputs.Select(info => info.Name)])],
            Stacking.SideBySide);
    }

    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return [.. _groups.Select(group => new NamedTensor(
            group.Output, _combine([.. group.Inputs.Select(name => inputs.Find(name)!)])))];
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private static List<TensorInfo> Inputs(IReadOnlyList<Part> members, IReadOnlyList<TensorInfo> outputs) =>
        [.. members.SelectMany(member => outputs.Select(
            info => Agreement.OutputOf(member, info.Name) with { Name = InputOf(member, info) }))];

    private static string InputOf(Part member, TensorInfo info) => $"{member.Name}.{info.Name}";

    private static long WidthOf(IReadOnlyList<TensorInfo> inputs)
    {
        var widths = inputs.Select(info => info.Shape.Count == 1 ? 1 : info.Shape[1]).ToList();
        return widths.Contains(-1) ? -1 : widths.Sum();
    }

    private static IReadOnlyList<Tensor> Alike(IReadOnlyList<Tensor> tensors)
    {
        var odd = tensors.FirstOrDefault(tensor => !tensor.Shape.SequenceEqual(tensors[0].Shape));
        return odd is null ? tensors : throw new ScoringException(
            ScoringFault.ModelFailed,
            $"members gave shapes [{string.Join(", ", tensors[0].Shape.ToArray())}] and "
            + $"[{string.Join(", ", odd.Shape.ToArray())}]; expected the same of all.");
    }
}
