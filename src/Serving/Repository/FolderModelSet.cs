using System.Globalization;
using Tracking.Models.Uris;
using Tracking.Serving.Core;

namespace Tracking.Serving.Repository;

/// <summary>
/// A directory of models: <c>name/</c> with a model in it, or <c>name/1/</c>, <c>name/2/</c> for its versions, each a
/// model folder or a bare <c>model.onnx</c>. Names that begin with a dot are left alone, so that a version can be
/// written under one and renamed when it is complete. Thread-safe.
/// </summary>
/// <param name="root">The directory.</param>
/// <param name="policy">Which versions; null for the highest.</param>
/// <param name="like">States name and version aside how each is served; null for the defaults.</param>
public sealed class FolderModelSet(string root, VersionPolicy? policy = null, ServedModel? like = null)
    : IServedModelSet
{
    private readonly VersionPolicy _policy = policy ?? VersionPolicy.Latest(1);

    /// <inheritdoc/>
    public string Name => root;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ServedModel>> ListAsync(CancellationToken cancellationToken) => List(() =>
        Folders(root).Order(StringComparer.Ordinal).SelectMany(folder => OfModel(folder, Path.GetFileName(folder))));

    /// <summary>As if the directory were the folder of one model.</summary>
    internal Task<IReadOnlyList<ServedModel>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        List(() => OfModel(root, name));

    private Task<IReadOnlyList<ServedModel>> List(Func<IEnumerable<ServedModel>> find)
    {
        try
        {
            return Task.FromResult<IReadOnlyList<ServedModel>>([.. find()]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServingException(
                ServingError.ModelUnusable, $"The model repository '{root}' cannot be read: {error.Message}", error);
        }
    }

    private IEnumerable<ServedModel> OfModel(string folder, string name)
    {
        if (ModelFiles.IsModel(folder))
        {
            return [Served(folder, name, null)];
        }

        var versions = Folders(folder)
            .Where(ModelFiles.IsModel)
            .Select(version => Path.GetFileName(version))
            .Where(version => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .ToDictionary(version => int.Parse(version, CultureInfo.InvariantCulture));
        return _policy.Choose(versions.Keys)
            .Select(number => Served(Path.Combine(folder, versions[number]), name, versions[number]));
    }

    private ServedModel Served(string folder, string name, string? version)
    {
        var uri = new FolderUri(Path.GetFullPath(folder));
        return (like ?? new ServedModel(uri)) with { Uri = uri, Name = name, Version = version };
    }

    private static IEnumerable<string> Folders(string parent) => Directory.EnumerateDirectories(parent)
        .Where(folder => !Path.GetFileName(folder).StartsWith('.'));
}
