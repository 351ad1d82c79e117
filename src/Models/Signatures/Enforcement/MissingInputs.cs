using Tracking.Models.Scoring;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>MLflow's message for inputs that a request lacks.</summary>
internal static class MissingInputs
{
    /// <param name="missing">The inputs that are required but not there; none for no error.</param>
    /// <param name="extras">What the request has beyond what is declared.</param>
    /// <param name="isNamed">Whether the extras have names, or are numbers of columns.</param>
    /// <exception cref="ScoringException">There are missing ones.</exception>
    public static void Refuse(IReadOnlyList<string> missing, IReadOnlyList<string> extras, bool isNamed = true)
    {
        if (missing.Count > 0)
        {
            var note = extras.Count == 0 ? "" : $" Note that there were extra inputs: {List(extras, isNamed)}.";
            throw new ScoringException(
                ScoringFault.InvalidInput, $"Model is missing inputs {List(missing, isQuoted: true)}.{note}");
        }
    }

    private static string List(IReadOnlyList<string> names, bool isQuoted) =>
        $"[{string.Join(", ", isQuoted ? names.Select(name => $"'{name}'") : names)}]";
}
