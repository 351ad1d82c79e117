using System.Globalization;
using Tracking.Projects.Format;
using YamlDotNet.RepresentationModel;

namespace Tracking.Projects.Pipelines.Definition;

/// <summary>Reads the <c>workflow</c> section of an MLproject file.</summary>
internal sealed class WorkflowSection(UnknownKeys unknown)
{
    private static readonly string[] Keys = ["name", "parameters", "ignore", "steps"];

    private static readonly string[] StepKeys =
    [
        "entry_point", "command", "needs", "parameters", "matrix", "best", "outputs", "inputs", "retries", "timeout",
    ];

    /// <exception cref="ProjectException">Names the line, what stands there and what was expected.</exception>
    public static WorkflowModel Read(YamlSection section, UnknownKeys unknown)
    {
        unknown.Note(section, Keys);
        var reader = new WorkflowSection(unknown);
        var steps = section.RequiredSection("steps");
        return new WorkflowModel(
            section.Text("name"),
            ParameterSection.Read(section.Section("parameters"), unknown),
            [.. steps.Items.Select(item => reader.ReadStep(item.Key, steps.SectionOrEmpty(item.Key), steps))],
            TextsOf(section, "ignore"));
    }

    private StepModel ReadStep(string name, YamlSection section, YamlSection steps)
    {
        unknown.Note(section, StepKeys);
        return new StepModel(name, steps.PlaceOf(name))
        {
            EntryPoint = section.Text("entry_point"),
            Command = section.Text("command"),
            Needs = [.. ScalarsOf(section, "needs").Select(item => new StepNeed(item.Text, item.Place))],
            Parameters = [.. ReadParameters(section.Section("parameters"))],
            Matrix = [.. ReadMatrix(section.Section("matrix"))],
            Best = ReadBest(section.Section("best")),
            Outputs = ReadOutputs(section),
            Inputs = section.Has("inputs") ? TextsOf(section, "inputs") : null,
            Retries = NumberOf(section, "retries", 0, 100) is { } retries ? (int)retries : null,
            Timeout = NumberOf(section, "timeout", 0.001, 31_536_000) is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : null,
        };
    }

    private static IEnumerable<StepParameter> ReadParameters(YamlSection? section)
    {
        foreach (var (name, _) in section?.Items ?? [])
        {
            var text = section!.Text(name) ?? throw section.Error(name, "is missing");
            ValueTemplate template;
            try
            {
                template = ValueTemplate.Parse(text);
            }
            catch (FormatException error)
            {
                throw section.Error(name, $"is no value: {error.Message}");
            }

            yield return new StepParameter(name, template, section.PlaceOf(name));
        }
    }

    private static IEnumerable<MatrixAxis> ReadMatrix(YamlSection? section)
    {
        foreach (var (axis, _) in section?.Items ?? [])
        {
            var values = TextsOf(section!, axis);
            yield return values.Count > 0
                ? new MatrixAxis(axis, values)
                : throw section!.Error(axis, "has no values, expected a list such as [0.1, 0.01]");
        }
    }

    private BestRun? ReadBest(YamlSection? section)
    {
        if (section is null)
        {
            return null;
        }

        unknown.Note(section, ["metric", "goal"]);
        return new BestRun(section.RequiredText("metric"), section.Text("goal") switch
        {
            null or "max" => true,
            "min" => false,
            var other => throw section.Error("goal", $"is '{other}', expected max or min"),
        });
    }

    /// <summary>A list of artifacts that the program logs, or a mapping to the files that become them.</summary>
    private static IReadOnlyList<StepOutput>? ReadOutputs(YamlSection section) => section.NodeOf("outputs") switch
    {
        null => null,
        YamlMappingNode => [.. ReadFiles(section.RequiredSection("outputs"))],
        _ => [.. TextsOf(section, "outputs").Select(artifact => new StepOutput(artifact, null))],
    };

    private static IEnumerable<StepOutput> ReadFiles(YamlSection section) =>
        section.Items.Select(item => new StepOutput(item.Key, section.RequiredPath(item.Key)));

    private static double? NumberOf(YamlSection section, string key, double least, double most)
    {
        if (section.Text(key) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most && (key != "retries" || double.IsInteger(number))
            ? number
            : throw section.Error(key, string.Create(
                CultureInfo.InvariantCulture,
                $"is '{text}', expected a {(key == "retries" ? "whole number" : "number of seconds")} from {least} " +
                $"to {most}"));
    }

    private static List<string> TextsOf(YamlSection section, string key) =>
        [.. ScalarsOf(section, key).Select(item => item.Text)];

    private static IEnumerable<(string Text, string Place)> ScalarsOf(YamlSection section, string key) =>
        section.NodeOf(key) is YamlScalarNode { Value: { } one }
            ? [(one, section.PlaceOf(key))]
            : section.List(key).Select(node => node is YamlScalarNode { Value: { } text }
                ? (text, section.PlaceOf(node))
                : throw section.Error(key, "must be a list of texts"));
}
