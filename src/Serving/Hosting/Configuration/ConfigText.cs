using System.Text;
using Tracking.Models.Format;
using Tracking.Models.Format.Yaml;
using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>The text of a configuration file, and what it says.</summary>
internal static class ConfigText
{
    public const int BytesMax = 1 << 20;

    /// <summary>Reads the file as it is now.</summary>
    /// <exception cref="ServingException">It is not there, too large, or cannot be read.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[BytesMax + 1];
            var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return length <= BytesMax
                ? Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF')
                : throw Unusable($"{path} is larger than the {BytesMax} bytes that a configuration may have.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"The configuration {path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads all of it and names everything that is wrong.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">Of the file; relative paths in it begin at its folder.</param>
    /// <exception cref="ServingException">File, line, key, value and what was expected.</exception>
    public static ServingConfig Parse(string text, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var problems = new ConfigProblems(path);
        try
        {
            var mapping = YamlReading.ReadMapping(text, path, "models");
            var root = new ConfigSection(mapping, string.Empty, problems);
            var settings = new List<Action<ServingOptions>>();
            var host = new HostSections(FromFolder, settings);
            host.Read(root);
            var models = new ModelSections(FromFolder);
            models.Read(root);
            var trackingUri = root.Text("tracking_uri");
            root.EndOfKeys();
            problems.ThrowIfAny();
            var restart = new RestartSettings(mapping, ModelSections.Keys);
            return new ServingConfig(path, text, settings, restart)
            {
                TrackingUri = trackingUri,
                OpenTelemetry = host.OpenTelemetry,
                Residency = host.Residency,
                KeysFile = host.KeysFile,
                Batching = host.Batching,
                Models = models.Models,
                Sets = models.Sets,
            };
        }
        catch (ModelLoadException error)
        {
            throw Unusable(error.Message, error);
        }

        string FromFolder(string file) => Path.GetFullPath(file, folder);
    }

    private static ServingException Unusable(string message, Exception? inner = null) =>
        new(ServingError.HostUnusable, message, inner);
}
