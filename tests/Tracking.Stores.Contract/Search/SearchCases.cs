namespace Tracking.Stores.Contract.Search;

/// <summary>Case files: one <c>query => names of what is found</c> per line.</summary>
public static class SearchCases
{
    public static TheoryData<string, string> RunFilters => Read("run-filters.txt");

    public static TheoryData<string, string> RunOrders => Read("run-orders.txt");

    public static TheoryData<string, string> TraceFilters => Read("trace-filters.txt");

    private static TheoryData<string, string> Read(string file)
    {
        using var stream = typeof(SearchCases).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The case file {file} is not embedded.");
        using var reader = new StreamReader(stream);
        var cases = new TheoryData<string, string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            var arrow = line.LastIndexOf("=>", StringComparison.Ordinal);
            cases.Add(line[..arrow].TrimStart('!').Trim(), line[(arrow + 2)..].Trim());
        }

        return cases;
    }
}
