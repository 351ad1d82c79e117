namespace Tracking.Models.Flavors.Converters.Documents;

/// <summary>Counts what a reader makes, and gathers lists.</summary>
internal sealed class DocumentBudget(string file)
{
    private int _values;

    public void Count(long position)
    {
        CheckRoom(position, 1);
        _values++;
    }

    /// <summary>Holds a number of values against what is left, before any is made.</summary>
    public void CheckRoom(long position, int values)
    {
        if (values > DocumentLimits.MaxValues - _values)
        {
            throw Broken(position, $"holds more than {DocumentLimits.MaxValues} values");
        }
    }

    public void CheckDepth(int depth, long position)
    {
        if (depth > DocumentLimits.MaxDepth)
        {
            throw Broken(position, $"nests lists and objects deeper than {DocumentLimits.MaxDepth}");
        }
    }

    public ModelConversionException Broken(long position, string problem) =>
        new($"'{file}' {problem} (at byte {position}).");
}
