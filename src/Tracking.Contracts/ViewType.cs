using System.Text.Json.Serialization;

namespace Tracking.Contracts;

/// <summary>Which lifecycle stages a search looks at.</summary>
public enum ViewType
{
    [JsonStringEnumMemberName("ACTIVE_ONLY")] ActiveOnly = 1,
    [JsonStringEnumMemberName("DELETED_ONLY")] DeletedOnly = 2,
    [JsonStringEnumMemberName("ALL")] All = 3,
}
