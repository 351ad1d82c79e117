namespace Tracking.TestKit;

/// <summary>The recorded exchanges of stock MLflow, where TRACKING_CORPUS points to them.</summary>
public static class Corpus
{
    public const string Variable = "TRACKING_CORPUS";

    /// <summary>The folder, or null on a machine without the recordings.</summary>
    public static string? Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable(Variable);
            return Directory.Exists(folder) ? folder : null;
        }
    }

    /// <summary>A file or folder of the corpus.</summary>
    /// <exception cref="InvalidOperationException">The corpus is not here: the test lacks its CorpusFact.</exception>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Folder ?? throw new InvalidOperationException($"{Variable} is not set"), .. parts]);
}
