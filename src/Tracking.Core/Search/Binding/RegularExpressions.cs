using System.Text.RegularExpressions;
using Tracking.Core.Errors;

namespace Tracking.Core.Search.Binding;

/// <summary>
/// The regular expressions of RLIKE: those that can be matched in time linear to the text, so that no filter can hold a
/// server. Back references and look-around are none of them.
/// </summary>
public static class RegularExpressions
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <exception cref="ArgumentException">The pattern is malformed.</exception>
    /// <exception cref="NotSupportedException">The pattern needs backtracking.</exception>
    public static Regex Compile(string pattern) => new(pattern, Options);

    /// <exception cref="TrackingException">The pattern is none that can be used.</exception>
    internal static void Check(string pattern)
    {
        try
        {
            _ = Compile(pattern);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw ParameterErrors.Invalid(
                $"Invalid filter: '{pattern}' is no regular expression that RLIKE takes: {error.Message}");
        }
    }
}
