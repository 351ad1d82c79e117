namespace Tracking.Contracts;

/// <summary>A request or an answer without fields: <c>{}</c>.</summary>
public sealed record EmptyMessage
{
    public static EmptyMessage Instance { get; } = new();
}
