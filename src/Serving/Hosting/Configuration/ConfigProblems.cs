using Tracking.Serving.Core;
using YamlDotNet.RepresentationModel;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>What is wrong with a configuration file, all of it, each with its line.</summary>
/// <param name="file">What errors call the file.</param>
internal sealed class ConfigProblems(string file)
{
    // A file that is something else altogether need not be told line by line.
    private const int MostTold = 10;

    private readonly List<string> _all = [];

    public void Add(YamlNode at, string problem)
    {
        // A scalar without a text stands where the next line begins.
        _all.Add($"line {at.Start.Line}: {problem}");
    }

    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>: there are some.</exception>
    public void ThrowIfAny()
    {
        if (_all.Count > 0)
        {
            var more = _all.Count > MostTold ? $"; and {_all.Count - MostTold} more" : string.Empty;
            throw new ServingException(
                ServingError.HostUnusable, $"{file} {string.Join("; ", _all.Take(MostTold))}{more}.");
        }
    }
}
