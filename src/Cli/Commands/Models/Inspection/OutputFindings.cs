using Tracking.Cli.Commands.Doctor;
using Tracking.Cli.Output;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>
/// What an answer takes at least, as far as the graph states the shapes of its outputs; an extent that it leaves open
/// counts as 1.
/// </summary>
internal static class OutputFindings
{
    private const string Name = "outputs";

    /// <summary>Empty where all fit.</summary>
    /// <param name="graph">What the model gives.</param>
    /// <param name="memoryBytes">What this machine has.</param>
    public static IReadOnlyList<Finding> Look(ScorerSchema graph, long memoryBytes)
    {
        var tooLarge = graph.Outputs.Where(output => ElementsOf(output) > Array.MaxLength).ToList();
        if (tooLarge.Count > 0)
        {
            return
            [
                .. tooLarge.Select(output => Finding.Fail(
                    Name,
                    $"'{output.Name}' is {TypeOf(output)}, {SizeOf(BytesOf(output))} at least; a tensor here holds at "
                    + $"most {Array.MaxLength} elements.",
                    "This model cannot be scored here.")),
            ];
        }

        var bytes = graph.Outputs.Sum(BytesOf);
        return bytes <= memoryBytes
            ? []
            :
            [
                Finding.Warn(
                    Name,
                    $"An answer has {SizeOf(bytes)} at least, and this machine {SizeOf(memoryBytes)}: "
                    + string.Join(", ", graph.Outputs.Select(output => $"'{output.Name}' {TypeOf(output)}")) + ".",
                    "Score it where there is more memory."),
            ];
    }

    // A float on purpose: products of extents pass every integer.
    private static double ElementsOf(TensorInfo output) =>
        output.Shape.Aggregate(1.0, (count, extent) => count * Math.Max(extent, extent == 0 ? 0 : 1));

    private static double BytesOf(TensorInfo output) =>
        ElementsOf(output) * ElementTypes.BytesOf(output.ElementType);

    private static string TypeOf(TensorInfo output) =>
        $"{output.ElementType.ToString().ToLowerInvariant()} {TensorShapes.Print([.. output.Shape])}";

    private static string SizeOf(double bytes) =>
        CellText.ForPeople(new ByteCount((long)Math.Min(bytes, long.MaxValue)), TimeZoneInfo.Utc);
}
