using System.Runtime.CompilerServices;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols;

/// <summary>
/// Names of a model's classes: the lines of the file labels.txt in its folder, the first for class 0. They are read
/// once for each loaded model. Thread-safe.
/// </summary>
internal sealed class ClassLabels
{
    private const string FileName = "labels.txt";
    private const long MostBytes = 16 * 1024 * 1024;
    private static readonly ConditionalWeakTable<LoadedModel, ClassLabels> Known = [];
    private readonly string[] _names;

    private ClassLabels(string[] names) => _names = names;

    /// <summary>Those of a model; none where it has no such file.</summary>
    public static ClassLabels Of(LoadedModel model) => Known.GetValue(model, static known => Read(known.Directory));

    /// <summary>The name of a class, or null.</summary>
    public string? Name(int index) => index < _names.Length && _names[index].Length > 0 ? _names[index] : null;

    private static ClassLabels Read(string directory)
    {
        var file = new FileInfo(Path.Combine(directory, FileName));
        if (!file.Exists)
        {
            return new ClassLabels([]);
        }

        return file.Length <= MostBytes
            ? new ClassLabels([.. File.ReadLines(file.FullName).Select(line => line.Trim())])
            : throw new ServingException(
                ServingError.ModelFailed, $"'{file.Name}' of the model has {file.Length} bytes, over {MostBytes}.");
    }
}
