namespace Tracking.Client.Internal.Delivery;

/// <summary>What a failed run failed of, as its tag tells it.</summary>
internal static class FailureText
{
    internal const string Tag = "tracking.failure";

    private const int MaxTagChars = 8000;

    internal static string Of(Exception failure)
    {
        var text = $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= MaxTagChars ? text : text[..MaxTagChars];
    }
}
