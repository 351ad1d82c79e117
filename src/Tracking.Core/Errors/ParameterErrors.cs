using System.Globalization;

namespace Tracking.Core.Errors;

/// <summary>Refusals of request parameters, in MLflow's exact words.</summary>
public static class ParameterErrors
{
    private const string SeeDocs = "See the API docs for more information about request parameters.";

    public static TrackingException Missing(string parameter) =>
        Invalid($"Missing value for required parameter '{parameter}'. {SeeDocs}");

    /// <param name="parameter">Path of the field, such as <c>metrics[0].timestamp</c>.</param>
    /// <param name="json">The value as compact JSON.</param>
    /// <param name="pythonType">int, float, str, bool, list, dict or NoneType.</param>
    public static TrackingException WrongType(string parameter, string json, string pythonType) =>
        Invalid($"Invalid value {json} for parameter '{parameter}' supplied:  " +
                $"Hint: Value was of type '{pythonType}'. {SeeDocs}");

    /// <param name="parameter">Path of the field.</param>
    /// <param name="json">The value as compact JSON.</param>
    /// <param name="reason">Follows "supplied" with its own punctuation, such as <c>: Names may …</c>.</param>
    public static TrackingException Refused(string parameter, string json, string reason) =>
        Invalid($"Invalid value {json} for parameter '{parameter}' supplied{reason}");

    public static TrackingException TooLong(string what, int limit) =>
        Invalid(string.Create(
            CultureInfo.InvariantCulture, $"'{what}' exceeds the maximum length of {limit} characters"));

    public static TrackingException Invalid(string message) => new(ErrorCode.InvalidParameterValue, message);
}
