namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>The document that the exporter writes.</summary>
internal static class ScikitLearnFormat
{
    /// <summary>The value of its field <c>format</c>.</summary>
    public const string Name = "tracking-sklearn";

    /// <summary>The newest layout that is read.</summary>
    public const int Version = 1;
}
