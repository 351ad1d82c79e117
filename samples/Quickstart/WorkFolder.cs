namespace Tracking.Quickstart;

/// <summary>A temporary folder for files on their way: the model before its upload and after its download.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tracking-quickstart-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
