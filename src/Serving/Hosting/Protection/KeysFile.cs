using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>A file with API keys, one a line behind its role, as it was read. Immutable.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Predict">Keys that may score.</param>
/// <param name="Admin">Keys that may do everything.</param>
internal sealed record KeysFile(string Path, IReadOnlyList<string> Predict, IReadOnlyList<string> Admin)
{
    private const int BytesMax = 1 << 20;
    private const string PredictRole = "predict:";
    private const string AdminRole = "admin:";

    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>: names file and line.</exception>
    public static KeysFile Read(string path)
    {
        try
        {
            CheckSize(path);
            using var reader = new StreamReader(path);
            return Parse(path, reader.ReadToEnd());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(error);
        }
    }

    /// <summary>What a file holds now.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>: names the file.</exception>
    public static async Task<string> TextOfAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            CheckSize(path);
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(error);
        }
    }

    /// <summary>What a text of such a file says.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>: names file and line.</exception>
    public static KeysFile Parse(string path, string text)
    {
        var (predict, admin) = (new List<string>(), new List<string>());
        foreach (var (i, whole) in text.Split('\n').Index())
        {
            var line = whole.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith(PredictRole, StringComparison.Ordinal))
            {
                predict.Add(line[PredictRole.Length..].Trim());
            }
            else if (line.StartsWith(AdminRole, StringComparison.Ordinal))
            {
                admin.Add(line[AdminRole.Length..].Trim());
            }
            else
            {
                throw Unusable($"'{path}' line {i + 1}: expected 'predict:KEY' or 'admin:KEY'.");
            }
        }

        return new KeysFile(path, predict, admin);
    }

    /// <summary>Whether another reading found the same.</summary>
    public bool HasSameKeys(KeysFile other) =>
        Predict.SequenceEqual(other.Predict) && Admin.SequenceEqual(other.Admin);

    private static void CheckSize(string path)
    {
        if (new FileInfo(path).Length is > BytesMax and var size)
        {
            throw Unusable($"'{path}' has {size} bytes, a file with API keys may have {BytesMax}.");
        }
    }

    private static ServingException Unreadable(Exception error) =>
        Unusable($"The file with API keys cannot be read: {error.Message}", error);

    private static ServingException Unusable(string message, Exception? inner = null) =>
        new(ServingError.HostUnusable, message, inner);
}
