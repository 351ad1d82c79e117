using System.Globalization;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>How many results a page may have; each endpoint words its refusal in its own way.</summary>
internal static class PageLimit
{
    private const string Parameter = "max_results";

    /// <summary>The count is required: unset is 0, which is refused.</summary>
    public static int OfExperiments(long? requested)
    {
        var count = AtLeastOne(requested ?? 0);
        return count <= Core.Experiments.ExperimentRules.MaxSearchResults
            ? count
            : throw ParameterErrors.Refused(
                Parameter, Text(count), $". It must be at most {Core.Experiments.ExperimentRules.MaxSearchResults}");
    }

    /// <summary>Of an endpoint that takes a JSON body.</summary>
    public static int OfBody(long? requested, int standard, int most) => Within(requested, standard, most, "int");

    /// <summary>Of an endpoint that takes a query, where every value is a text.</summary>
    public static int OfQuery(long? requested, int standard, int most) => Within(requested, standard, most, "str");

    public static int AtLeastOne(long requested) =>
        requested >= 1
            ? (int)Math.Min(requested, int.MaxValue)
            : throw ParameterErrors.Refused(Parameter, Text(requested), ". It must be a positive integer");

    private static int Within(long? requested, int standard, int most, string pythonType)
    {
        if (requested is not { } count)
        {
            return standard;
        }

        if (count > most)
        {
            var json = pythonType == "str" ? $"\"{Text(count)}\"" : Text(count);
            throw ParameterErrors.WrongType(Parameter, json, pythonType);
        }

        return AtLeastOne(count);
    }

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
