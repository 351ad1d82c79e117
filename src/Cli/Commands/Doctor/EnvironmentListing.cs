using System.Collections;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>The variables that steer clients and servers, without secrets.</summary>
internal static class EnvironmentListing
{
    private const string Masked = "***";

    private static readonly string[] Prefixes = ["MLFLOW_", "TRACKING_"];

    private static readonly string[] SecretWords = ["PASSWORD", "TOKEN", "SECRET", "KEY", "CREDENTIAL"];

    public static SortedDictionary<string, string> Read(bool masksAll) =>
        Read(Environment.GetEnvironmentVariables(), masksAll);

    internal static SortedDictionary<string, string> Read(IDictionary variables, bool masksAll)
    {
        var listing = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in variables)
        {
            if (variable is { Key: string name, Value: string value }
                && Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                listing[name] = masksAll || IsSecret(name, value) ? Masked : value;
            }
        }

        return listing;
    }

    /// <summary>By its name, or a URI with a user's password in it.</summary>
    private static bool IsSecret(string name, string value) =>
        SecretWords.Any(word => name.Contains(word, StringComparison.Ordinal))
        || (value.Contains('@', StringComparison.Ordinal) && value.Contains("://", StringComparison.Ordinal));
}
