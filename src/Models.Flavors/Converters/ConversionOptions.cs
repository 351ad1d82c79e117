namespace Tracking.Models.Flavors.Converters;

/// <summary>What a conversion may be told.</summary>
public sealed record ConversionOptions
{
    /// <summary>What trained the model; unless said, the file's content tells.</summary>
    public ModelToolkit? From { get; init; }

    /// <summary>How many rounds of a boosted model count, from 1; unless said all of them.</summary>
    public int? Iterations { get; init; }

    /// <summary>Whether only the rounds up to the best one count, where training stopped early. Default: no.</summary>
    public bool BestIteration { get; init; }

    internal void Validate()
    {
        if (Iterations is < 1)
        {
            throw new ArgumentException($"Iterations must be 1 or more, got {Iterations}.");
        }

        if (Iterations is not null && BestIteration)
        {
            throw new ArgumentException("Iterations and BestIteration exclude each other.");
        }
    }
}
