using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tracking.Models.Format.Yaml;

/// <summary>
/// Walks the events of a YAML text before it is loaded, so that a hostile text is refused without recursion and without
/// expanding what its aliases stand for.
/// </summary>
internal sealed class YamlGuard(string document)
{
    public const int MaxDepth = 64;
    public const int MaxNodes = 100_000;
    public const int MaxScalarLength = 4 * 1024 * 1024;

    private readonly Stack<OpenNode> _open = new();
    private readonly Dictionary<string, long> _sizeByAnchor = new(StringComparer.Ordinal);

    /// <exception cref="ModelLoadException">Too deep, too many nodes, too long, or an alias to nothing.</exception>
    /// <exception cref="YamlException">Not YAML.</exception>
    public static void Check(string text, string document)
    {
        var guard = new YamlGuard(document);
        guard._open.Push(new OpenNode(null));
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            guard.Visit(parser.Current!);
        }
    }

    private void Visit(ParsingEvent current)
    {
        switch (current)
        {
            case Scalar scalar:
                Require(scalar.Value.Length <= MaxScalarLength, current, $"a scalar of {scalar.Value.Length} characters"
                    + $" is longer than the {MaxScalarLength} allowed");
                Close(new OpenNode(NameOf(scalar.Anchor)), current);
                break;
            case SequenceStart or MappingStart:
                Require(_open.Count <= MaxDepth, current, $"nested deeper than the {MaxDepth} levels allowed");
                _open.Push(new OpenNode(NameOf(((NodeEvent)current).Anchor)));
                break;
            case SequenceEnd or MappingEnd:
                Close(_open.Pop(), current);
                break;
            case AnchorAlias alias:
                Require(_sizeByAnchor.TryGetValue(alias.Value.Value, out var size), current,
                    $"the alias *{alias.Value.Value} stands for nothing complete before it");
                Add(size, current);
                break;
        }
    }

    private void Close(OpenNode node, ParsingEvent current)
    {
        if (node.Anchor is { } anchor)
        {
            _sizeByAnchor[anchor] = node.Size;
        }

        Add(node.Size, current);
    }

    private void Add(long size, ParsingEvent current)
    {
        var parent = _open.Peek();
        parent.Size += size;
        Require(parent.Size <= MaxNodes, current, $"more than the {MaxNodes} values allowed, aliases expanded");
    }

    private static string? NameOf(AnchorName anchor) => anchor.IsEmpty ? null : anchor.Value;

    private void Require(bool holds, ParsingEvent at, string otherwise)
    {
        if (!holds)
        {
            throw new ModelLoadException($"{document} line {at.Start.Line}: {otherwise}.");
        }
    }

    private sealed class OpenNode(string? anchor)
    {
        public string? Anchor { get; } = anchor;

        public long Size { get; set; } = 1;
    }
}
