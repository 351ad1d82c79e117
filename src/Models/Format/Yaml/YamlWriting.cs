using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Tracking.Models.Format.Yaml;

/// <summary>
/// A YAML tree to text in block style, as PyYAML lays it out. A scalar keeps whether it was quoted, since that decides
/// its type; aliases are written out.
/// </summary>
internal static class YamlWriting
{
    public static string Write(YamlNode root)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(
            bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(root, emitter);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(YamlNode node, Emitter emitter)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                emitter.Emit(new MappingStart(AnchorName.Empty, mapping.Tag, mapping.Tag.IsEmpty, MappingStyle.Block));
                foreach (var (key, value) in mapping.Children)
                {
                    Emit(key, emitter);
                    Emit(value, emitter);
                }

                emitter.Emit(new MappingEnd());
                break;
            case YamlSequenceNode sequence:
                emitter.Emit(new SequenceStart(
                    AnchorName.Empty, sequence.Tag, sequence.Tag.IsEmpty, SequenceStyle.Block));
                foreach (var item in sequence.Children)
                {
                    Emit(item, emitter);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case YamlScalarNode scalar:
                emitter.Emit(Rewrite(scalar));
                break;
            default:
                throw new NotSupportedException($"A YAML node of kind {node.NodeType} cannot be written.");
        }
    }

    private static Scalar Rewrite(YamlScalarNode node)
    {
        var value = node.Value ?? "";
        var isPlain = YamlScalars.IsPlain(node);
        if (isPlain && value.Length == 0)
        {
            value = "null";
        }

        var style = value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? ScalarStyle.DoubleQuoted
            : isPlain ? ScalarStyle.Plain : ScalarStyle.SingleQuoted;
        var isImplicit = node.Tag.IsEmpty;
        return new Scalar(AnchorName.Empty, node.Tag, value, style, isImplicit, isImplicit);
    }
}
