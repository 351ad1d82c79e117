namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>The Python file by which scikit-learn's fitted estimators become documents that can be converted.</summary>
public static class ScikitLearnExporter
{
    /// <summary>What to call the file, so that it can be imported.</summary>
    public const string FileName = "tracking_sklearn_export.py";

    /// <summary>The file's text; it needs nothing but Python and the estimator.</summary>
    public static string Source { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(ScikitLearnExporter).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
