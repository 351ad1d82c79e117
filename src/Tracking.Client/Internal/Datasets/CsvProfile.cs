using Tracking.Models.Signatures;

namespace Tracking.Client.Internal.Datasets;

/// <summary>Columns and row count of a CSV file.</summary>
internal sealed record CsvProfile(IReadOnlyList<ColumnSpec> Columns, long Rows)
{
    /// <exception cref="FormatException">No header, or a row of another length; says which.</exception>
    internal static async Task<CsvProfile> ReadAsync(string file, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(file);
        var reader = new CsvReader(text);
        var names = await reader.ReadRowAsync(cancellationToken)
            ?? throw new FormatException($"'{file}' is empty; expected a header");
        var guesses = names.Select(_ => new ColumnGuess()).ToArray();
        long rows = 0;
        while (await reader.ReadRowAsync(cancellationToken) is { } row)
        {
            if (row.Count != guesses.Length)
                throw new FormatException(
                    $"Row {rows + 1} of '{file}' has {row.Count} values; its header has {guesses.Length}");
            for (var column = 0; column < guesses.Length; column++)
                guesses[column].Add(row[column]);
            rows++;
        }

        var columns = names.Select((name, column) =>
            guesses[column].ToSpec(name, guesses[column].Values == rows));
        return new CsvProfile([.. columns], rows);
    }
}
