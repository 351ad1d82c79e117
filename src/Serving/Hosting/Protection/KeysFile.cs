using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>A file with API keys, one a line behind its role.</summary>
internal static class KeysFile
{
    private const string Predict = "predict:";
    private const string Admin = "admin:";

    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>: names file and line.</exception>
    public static (IReadOnlyList<string> Predict, IReadOnlyList<string> Admin) Read(string path)
    {
        var (predict, admin) = (new List<string>(), new List<string>());
        foreach (var (i, line) in Lines(path).Index())
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith(Predict, StringComparison.Ordinal))
            {
                predict.Add(line[Predict.Length..].Trim());
            }
            else if (line.StartsWith(Admin, StringComparison.Ordinal))
            {
                admin.Add(line[Admin.Length..].Trim());
            }
            else
            {
                throw Unusable($"'{path}' line {i + 1}: expected 'predict:KEY' or 'admin:KEY'.");
            }
        }

        return (predict, admin);
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path).Select(line => line.Trim());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"The file with API keys cannot be read: {error.Message}", error);
        }
    }

    private static ServingException Unusable(string message, Exception? inner = null) =>
        new(ServingError.HostUnusable, message, inner);
}
