using System.Text.Json;
using Tracking.Models.Signatures;

namespace Tracking.Client.Internal.Datasets;

/// <summary>Finds the columns of JSON objects, and the type that fits all values of each.</summary>
internal sealed class ColumnInference
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, ColumnGuess> _guesses = new(StringComparer.Ordinal);

    internal long Rows { get; private set; }

    /// <summary>In the order in which they came up; one that a row lacked is optional.</summary>
    internal IReadOnlyList<ColumnSpec> Columns =>
        [.. _names.Select(name => _guesses[name].ToSpec(name, _guesses[name].Values == Rows))];

    /// <exception cref="ArgumentException">Not an object.</exception>
    internal void Add(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"A record is written as {document.RootElement.ValueKind}; expected an object");
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (!_guesses.TryGetValue(field.Name, out var guess))
            {
                _names.Add(field.Name);
                _guesses[field.Name] = guess = new ColumnGuess();
            }

            guess.Add(field.Value);
        }

        Rows++;
    }
}
