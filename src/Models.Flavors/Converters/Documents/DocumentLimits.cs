namespace Tracking.Models.Flavors.Converters.Documents;

/// <summary>What a file may ask of its reader.</summary>
internal static class DocumentLimits
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 30;

    /// <summary>How deep lists and objects may lie in each other.</summary>
    public const int MaxDepth = 96;

    /// <summary>Values, not counting numbers in lists of numbers; each costs some 50 bytes of memory.</summary>
    public const int MaxValues = 8_000_000;
}
