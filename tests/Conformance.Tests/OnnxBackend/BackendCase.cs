using Google.Protobuf.Collections;
using Tracking.Conformance.Tests.OnnxBackend.Messages;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Conformance.Tests.OnnxBackend;

/// <summary>One model of ONNX's backend test data with the inputs and outputs beside it.</summary>
/// <param name="Group">node, simple, pytorch-converted or pytorch-operator.</param>
/// <param name="Name">The name of its folder.</param>
/// <param name="Folder">Where it is.</param>
internal sealed record BackendCase(string Group, string Name, string Folder)
{
    /// <summary>The model's file.</summary>
    public string Model => Path.Combine(Folder, "model.onnx");

    /// <summary>Every model below a folder that has a file, in order.</summary>
    public static IReadOnlyList<BackendCase> All(string root) =>
    [
        .. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
            .SelectMany(group => Directory.EnumerateDirectories(group).Order(StringComparer.Ordinal))
            .Where(folder => File.Exists(Path.Combine(folder, "model.onnx")))
            .Select(folder => new BackendCase(
                Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder), folder)),
    ];

    /// <summary>Scores all its inputs.</summary>
    public BackendResult Run()
    {
        try
        {
            using var scorer = OnnxModelLoader.Load(Model);
            var graph = ModelMessage.Parser.ParseFrom(File.ReadAllBytes(Model)).Graph;
            foreach (var set in Directory.EnumerateDirectories(Folder, "test_data_set_*").Order(StringComparer.Ordinal))
            {
                if (Difference(scorer, graph, set, ValueComparison.ToleranceOf(Name)) is { } difference)
                {
                    return new BackendResult(this, BackendOutcome.Differs, difference);
                }
            }

            return new BackendResult(this, BackendOutcome.Passes, "");
        }
        catch (ModelLoadException e)
        {
            return new BackendResult(this, BackendOutcome.NotLoaded, e.Message.Replace(Model, "the model"));
        }
        catch (ScoringException e)
        {
            return new BackendResult(this, BackendOutcome.NotScored, e.Message);
        }
    }

    private static string? Difference(
        OnnxScorer scorer, GraphMessage graph, string set, double tolerance)
    {
        var inputs = Values(set, "input", graph.Input);
        var expected = Values(set, "output", graph.Output);
        var actual = scorer.ScoreValues(inputs);
        return expected.Zip(actual, (left, right) => left.Name != right.Name
                ? $"output '{right.Name}' in place of '{left.Name}'"
                : ValueComparison.Difference(left.Value, right.Value, tolerance) is { } difference
                    ? $"output '{left.Name}': {difference}"
                    : null)
            .FirstOrDefault(difference => difference is not null);
    }

    internal static List<NamedValue> Values(string set, string role, RepeatedField<ValueMessage> declared)
    {
        var values = new List<NamedValue>();
        for (var i = 0; File.Exists(Path.Combine(set, $"{role}_{i}.pb")); i++)
        {
            values.Add(new NamedValue(
                declared[i].Name, TestData.Read(Path.Combine(set, $"{role}_{i}.pb"), declared[i].Type)));
        }

        return values;
    }
}

/// <summary>What became of a model.</summary>
/// <param name="Case">The model.</param>
/// <param name="Outcome">How far it came.</param>
/// <param name="Reason">Why it came no further.</param>
internal sealed record BackendResult(BackendCase Case, BackendOutcome Outcome, string Reason);

internal enum BackendOutcome
{
    Passes,
    NotLoaded,
    NotScored,
    Differs,
}
