using System.Text.Json.Nodes;

namespace Tracking.Models.Flavors.Composition;

/// <summary>The input that a switch goes by.</summary>
/// <param name="Name">One that the models take, or one of the switch's own.</param>
public sealed record SwitchInput(string Name)
{
    /// <summary>Of an input of its own: <c>string</c>, <c>long</c>, <c>integer</c> or <c>boolean</c>.</summary>
    public string Type { get; init; } = "string";

    /// <summary>Of an input of the switch's own: one value for each row, or a scalar for the request.</summary>
    public bool IsPerRow { get; init; } = true;

    /// <summary>The value of a request that leaves it out; null where it must not.</summary>
    public string? Default { get; init; }

    internal JsonObject ToJson() => new()
    {
        ["default"] = Default,
        ["input"] = Name,
        ["rows"] = IsPerRow,
        ["type"] = Type,
    };
}
