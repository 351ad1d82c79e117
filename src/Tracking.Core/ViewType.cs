namespace Tracking.Core;

/// <summary>Which lifecycle stages a search looks at.</summary>
public enum ViewType
{
    ActiveOnly = 1,
    DeletedOnly = 2,
    All = 3,
}
