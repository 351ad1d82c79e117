using System.Text;

namespace Tracking.Models.Format;

/// <summary>A model folder that was complete when it was opened. Immutable; holds no file open.</summary>
public sealed class ModelDirectory
{
    private ModelDirectory(string path, MlModel model)
    {
        Path = path;
        MlModel = model;
    }

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; }

    /// <summary>What its MLmodel file says.</summary>
    public MlModel MlModel { get; }

    /// <summary>Reads a model folder's MLmodel file and checks that the files it names are there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelLoadException">Missing, half-written, hostile, or not a model folder.</exception>
    public static async Task<ModelDirectory> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        var folder = System.IO.Path.GetFullPath(path);
        try
        {
            var content = new byte[CheckedLength(folder)];
            await using var file = File.OpenRead(System.IO.Path.Combine(folder, MlModel.FileName));
            var length = await file.ReadAtLeastAsync(content, content.Length, false, cancellationToken);
            return Read(folder, content.AsSpan(0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(folder, e);
        }
    }

    /// <summary>As <see cref="OpenAsync"/>, on the calling thread.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ModelLoadException">Missing, half-written, hostile, or not a model folder.</exception>
    public static ModelDirectory Open(string path)
    {
        var folder = System.IO.Path.GetFullPath(path);
        try
        {
            var content = new byte[CheckedLength(folder)];
            using var file = File.OpenRead(System.IO.Path.Combine(folder, MlModel.FileName));
            return Read(folder, content.AsSpan(0, file.ReadAtLeast(content, content.Length, false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(folder, e);
        }
    }

    /// <summary>The absolute path of a file or folder that the model names.</summary>
    /// <param name="relativePath">Relative to the model folder, with forward slashes.</param>
    /// <exception cref="ModelLoadException">It leaves the model folder, or is not there.</exception>
    public string PathOf(string relativePath) => Resolve(Path, relativePath, "The model");

    /// <summary>The total size of the folder's files in bytes, those in subfolders too.</summary>
    public long SizeOfFiles() =>
        ModelDigest.FilesOf(Path).Sum(file => new FileInfo(file.Path).Length);

    /// <summary>The input example saved with the model, or null.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelLoadException">A file is missing, too large, or not what MLmodel says.</exception>
    public async Task<ModelExample?> ReadInputExampleAsync(CancellationToken cancellationToken = default) =>
        MlModel.InputExample is { } info
            ? await ModelExampleReader.ReadAsync(this, info, cancellationToken)
            : null;

    private static int CheckedLength(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ModelLoadException($"There is no model folder '{folder}'.");
        }

        var file = new FileInfo(System.IO.Path.Combine(folder, MlModel.FileName));
        return file switch
        {
            { Exists: false } => throw new ModelLoadException(
                $"'{folder}' is not a model folder: it has no MLmodel file."),
            _ when !RealPath.IsWithin(folder, file.FullName) => throw new ModelLoadException(
                $"'{file.FullName}' is a link to a place outside the model folder."),
            { Length: 0 } => throw new ModelLoadException(
                $"'{file.FullName}' is empty; the model was not fully written."),
            { Length: > MlModel.MaxBytes } => throw new ModelLoadException(
                $"'{file.FullName}' has {file.Length} bytes; an MLmodel file has at most {MlModel.MaxBytes}."),
            _ => (int)file.Length,
        };
    }

    private static ModelDirectory Read(string folder, ReadOnlySpan<byte> content)
    {
        try
        {
            var model = MlModel.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content));
            foreach (var flavor in model.Flavors.Values)
            {
                if (flavor.Text("data") is { } data)
                {
                    Resolve(folder, data, flavor.PathOf("data"));
                }
            }

            return new ModelDirectory(folder, model);
        }
        catch (Exception e) when (e is ModelLoadException or DecoderFallbackException)
        {
            var problem = e is ModelLoadException ? e.Message : "MLmodel is not UTF-8 text.";
            throw new ModelLoadException($"'{folder}' cannot be loaded: {problem}", e);
        }
    }

    private static string Resolve(string folder, string relativePath, string namedBy)
    {
        if (relativePath.Contains('\0', StringComparison.Ordinal))
        {
            throw new ModelLoadException($"{namedBy} is no file name: it holds a zero character.");
        }

        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, relativePath));
        var root = folder.EndsWith(System.IO.Path.DirectorySeparatorChar)
            ? folder : folder + System.IO.Path.DirectorySeparatorChar;
        if (!full.StartsWith(root, StringComparison.Ordinal) && full != folder)
        {
            throw new ModelLoadException($"{namedBy} names '{relativePath}', which is outside the model folder.");
        }

        if (!File.Exists(full) && !Directory.Exists(full))
        {
            throw new ModelLoadException(
                $"{namedBy} names '{relativePath}', which is not in the model folder; "
                + "the model was not fully written.");
        }

        return RealPath.IsWithin(folder, full)
            ? full
            : throw new ModelLoadException(
                $"{namedBy} names '{relativePath}', which is a link to a place outside the model folder.");
    }

    private static ModelLoadException Unreadable(string folder, Exception e) =>
        new($"'{folder}' cannot be read: {e.Message}", e);
}
