using System.Globalization;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>What is wrong with a nested value, and where in it.</summary>
/// <param name="What">Such as <c>is 5; expected string</c>.</param>
internal sealed record NestedProblem(string What)
{
    private readonly Stack<string> _path = new();

    /// <summary>The same, seen from the object or map that the value is in.</summary>
    public NestedProblem Under(string key)
    {
        const int LongestKey = 60;
        _path.Push($".{(key.Length > LongestKey ? key[..LongestKey] + "…" : key)}");
        return this;
    }

    /// <summary>The same, seen from the list that the value is in.</summary>
    public NestedProblem Under(int index)
    {
        _path.Push(string.Create(CultureInfo.InvariantCulture, $"[{index}]"));
        return this;
    }

    /// <summary>The place and what is wrong there: <c>.tags[2] is 5; expected string</c>.</summary>
    public string Describe() => $"{string.Concat(_path)} {What}";
}
