using System.Text.RegularExpressions;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition;

/// <summary>A model inside a composite.</summary>
/// <param name="Name">Unique in the composite.</param>
/// <param name="Scorer">Owned by its <see cref="PartList"/>, or nothing to dispose.</param>
internal sealed record Part(string Name, IScorer Scorer)
{
    /// <summary>The names of its signature's parameters.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>An input of it with what its signature adds.</summary>
    public TensorInfo AsDeclared(TensorInfo info) =>
        info.IsOptional && Parameters.Contains(info.Name) ? info with { IsParameter = true } : info;

    /// <summary>Runs it; errors name it.</summary>
    /// <exception cref="ScoringException">It failed, or refused its inputs.</exception>
    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs, IReadOnlyList<string>? outputs, CancellationToken cancellationToken)
    {
        try
        {
            return Scorer.Score(inputs, outputs, cancellationToken);
        }
        catch (ScoringException error)
        {
            throw new ScoringException(error.Fault, $"Step '{Name}': {error.Message}", error);
        }
    }
}

/// <summary>The models of a composite as they are loaded; owns them.</summary>
internal sealed partial class PartList(
    ModelDirectory directory, FlavorOptions options, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>What wiring calls the composite's own inputs.</summary>
    public const string InputsName = "inputs";

    private const int MostParts = 64;
    private readonly List<Part> _parts = [];

    /// <summary>Loads the model that a section names by its keys <c>name</c> and <c>model</c>.</summary>
    /// <exception cref="ModelLoadException">The name is bad or taken, or the model cannot be loaded.</exception>
    public Part Load(MlModelSection section)
    {
        var name = section.Text("name")
            ?? throw new ModelLoadException($"MLmodel: {section.Path}.name is missing; expected a name.");
        Check(section, name);
        var folder = section.Text("model")
            ?? throw new ModelLoadException($"MLmodel: {section.Path}.model is missing; expected a folder.");
        try
        {
            var path = directory.PathOf(folder);
            if (RealPath.IsWithin(path, directory.Path))
            {
                throw new ModelLoadException("it is the composite itself, which would never end.");
            }

            var model = ModelDirectory.Open(path);
            var declared = model.MlModel.Signature?.Params ?? [];
            var scorer = ModelFlavors.Load(model, options, cancellationToken);
            _parts.Add(new Part(name, scorer) { Parameters = [.. declared.Select(spec => spec.Name)] });
            return _parts[^1];
        }
        catch (ModelLoadException error)
        {
            throw Wrong(name, $"its model '{folder}' cannot be loaded: {error.Message}", error);
        }
    }

    /// <summary>The error of a step.</summary>
    public static ModelLoadException Wrong(string step, string problem, Exception? inner = null) =>
        new($"Step '{step}': {problem}", inner);

    /// <summary>A section's own text, which must be there.</summary>
    /// <exception cref="ModelLoadException">It is not.</exception>
    public static string Required(MlModelSection section, string key) => section.Text(key)
        ?? throw new ModelLoadException($"MLmodel: {section.Path}.{key} is missing; expected a text.");

    public void Dispose()
    {
        _parts.ForEach(part => part.Scorer.Dispose());
        _parts.Clear();
    }

    private void Check(MlModelSection section, string name)
    {
        if (!StepName().IsMatch(name) || name == InputsName)
        {
            throw new ModelLoadException(
                $"MLmodel: {section.Path}.name is '{name}'; expected letters, digits, '_' and '-', and not 'inputs'.");
        }

        if (_parts.Any(part => part.Name == name))
        {
            throw new ModelLoadException($"MLmodel: {section.Path}.name is '{name}' again; expected each name once.");
        }

        if (_parts.Count == MostParts)
        {
            throw new ModelLoadException($"A composite has at most {MostParts} models.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}$")]
    private static partial Regex StepName();
}
