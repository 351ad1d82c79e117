namespace Tracking.Core.Search.Binding;

/// <summary>
/// Prompts are registered models and versions with a tag. A search leaves them out unless its filter names the tag, and
/// then a filter for "no prompt" also matches what lacks the tag.
/// </summary>
internal static class PromptRule
{
    public const string TagKey = "mlflow.prompt.is_prompt";

    private static readonly Field PromptTag = Field.Tag(TagKey);

    public static Predicate Apply(Predicate? filter)
    {
        if (filter is null)
        {
            return NoPrompt();
        }

        return Names(filter) ? Widen(filter) : FilterBinder.Join(filter, NoPrompt(), disjunction: false);
    }

    private static Predicate NoPrompt() =>
        Widen(new ComparisonPredicate(PromptTag, ComparisonOperator.NotEqual, new TextOperand("true")));

    private static bool Names(Predicate predicate) => predicate switch
    {
        AndPredicate both => both.Terms.Any(Names),
        OrPredicate either => either.Terms.Any(Names),
        ComparisonPredicate comparison => comparison.Field == PromptTag,
        InListPredicate list => list.Field == PromptTag,
        IsNullPredicate isNull => isNull.Field == PromptTag,
        _ => false,
    };

    private static Predicate Widen(Predicate predicate) => predicate switch
    {
        AndPredicate both => new AndPredicate([.. both.Terms.Select(Widen)]),
        OrPredicate either =>
            either.Terms.Select(Widen).Aggregate((a, b) => FilterBinder.Join(a, b, disjunction: true)),
        ComparisonPredicate c when IsForNoPrompt(c) =>
            new OrPredicate([c, new IsNullPredicate(PromptTag, Negated: false)]),
        _ => predicate,
    };

    private static bool IsForNoPrompt(ComparisonPredicate comparison) =>
        comparison.Field == PromptTag && comparison is
            { Operator: ComparisonOperator.NotEqual, Value: TextOperand { Value: "true" } }
            or { Operator: ComparisonOperator.Equal, Value: TextOperand { Value: "false" } };
}
