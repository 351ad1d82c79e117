using FsCheck;
using FsCheck.Fluent;
using Tracking.Core.Errors;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Tests.Search;

public class FilterRoundTripSpecs
{
    private static readonly Gen<string> Texts = Gen
        .Elements('a', 'B', '_', '1', '.', ' ', '\'', '"', '`', '%', '(', '\u00fc')
        .ListOf(6).Select(string.Concat);

    private static readonly Gen<string> Keys = Gen.OneOf(Texts, Gen.Elements("acc", "a.b", "NOT", "and", "In", "1x"));

    private static readonly Gen<FieldName> Names =
        from entity in Gen.Elements(null, "metrics", "tags", "or", "a b")
        from key in Keys
        where key.Length > 0
        select new FieldName(entity, key);

    private static readonly Gen<FilterValue> Values = Gen.OneOf(
        Texts.Select(FilterValue (t) => new TextValue(t)),
        Gen.Elements("1", "-2.5", ".5", "1.", "2e-1", "3E+7").Select(FilterValue (n) => new NumberValue(n)),
        Gen.Elements("NaN", "adam").Select(FilterValue (w) => new WordValue(w)));

    private static readonly Gen<FilterNode> Leaves = Gen.OneOf(
        from name in Names
        from op in Gen.Elements("=", "!=", ">", "<=", "LIKE", "NOT ILIKE")
        from value in Values
        select (FilterNode)new ComparisonNode(name, op, value),
        from name in Names
        from negated in Gen.Elements(true, false)
        from values in Values.NonEmptyListOf()
        select (FilterNode)new InNode(name, negated, new FilterList([.. values])),
        from name in Names
        from negated in Gen.Elements(true, false)
        from low in Values
        from high in Values
        select (FilterNode)new BetweenNode(name, negated, low, high),
        from name in Names
        from negated in Gen.Elements(true, false)
        select (FilterNode)new IsNullNode(name, negated));

    [Fact]
    public void Parsing_what_was_printed_gives_the_same_filter() =>
        Prop.ForAll(Tree(4).ToArbitrary(), node =>
            FilterParser.Parse(FilterPrinter.Print(node), new RunWording())!.Equals(node)
                .Label(FilterPrinter.Print(node)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Any_text_is_either_a_filter_or_a_clear_refusal() =>
        Prop.ForAll(Noise().ToArbitrary(), text =>
        {
            try
            {
                var node = FilterParser.Parse(text, new RunWording());
                return node is null || FilterParser.Parse(FilterPrinter.Print(node), new RunWording())!.Equals(node);
            }
            catch (TrackingException e)
            {
                string[] beginnings = ["Invalid ", "Search filter ", "While parsing "];
                return e.Code == ErrorCode.InvalidParameterValue
                    && beginnings.Any(b => e.Message.StartsWith(b, StringComparison.Ordinal));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<string> Noise() => Gen.Elements(
        "metrics.acc", "tags.", "`a b`", "'x'", "\"y\"", "'", "\"", "`", "0.5", "-", ".", "=", ">", "!", "<>",
        "(", ")", ",", ";", "AND",
        "OR", "NOT", "IN", "BETWEEN", "IS", "NULL", "LIKE", " ", "\u00e9", "\ud83d\ude00", "\0")
        .ListOf(8).Select(parts => string.Join(' ', parts));

    private static Gen<FilterNode> Tree(int depth) => depth == 0 ? Leaves : Gen.OneOf(
        Leaves,
        Tree(depth - 1).Select(FilterNode (n) => new NotNode(n)),
        from left in Tree(depth - 1)
        from right in Tree(depth - 1)
        from and in Gen.Elements(true, false)
        select and ? (FilterNode)new AndNode(left, right) : new OrNode(left, right));
}
