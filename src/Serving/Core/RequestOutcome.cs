namespace Tracking.Serving.Core;

/// <summary>How a scoring request ended; metrics have the names in lower case.</summary>
internal enum RequestOutcome
{
    Success,

    Fail,

    /// <summary>Its time was up, or its caller had gone.</summary>
    Cancel,

    /// <summary>The queue was full.</summary>
    Reject,
}
