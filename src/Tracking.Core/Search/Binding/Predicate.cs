namespace Tracking.Core.Search.Binding;

/// <summary>
/// A filter after type checking: every name is resolved to a field of the entity that is searched. There is no NOT: it
/// is pushed down to the comparisons, so that an entity that lacks a field matches neither a comparison of it nor the
/// opposite.
/// </summary>
public abstract record Predicate;

/// <summary>All of two or more terms hold; none of them is itself an And.</summary>
public sealed record AndPredicate(IReadOnlyList<Predicate> Terms) : Predicate;

/// <summary>At least one of two or more terms holds; none of them is itself an Or.</summary>
public sealed record OrPredicate(IReadOnlyList<Predicate> Terms) : Predicate;

/// <summary>
/// The field is there and compares so with the value. A metric that is NaN matches only
/// <see cref="ComparisonOperator.NotEqual"/>. A dataset field matches if any dataset of the entity does.
/// </summary>
public sealed record ComparisonPredicate(Field Field, ComparisonOperator Operator, Operand Value) : Predicate;

/// <summary>The text field is there and is, or is not, one of the values.</summary>
public sealed record InListPredicate(Field Field, IReadOnlyList<string> Values, bool Negated) : Predicate;

/// <summary>The entity lacks the field or, negated, has it. A metric that is NaN is there.</summary>
public sealed record IsNullPredicate(Field Field, bool Negated) : Predicate;

/// <summary>What a field is compared with.</summary>
public abstract record Operand;

public sealed record TextOperand(string Value) : Operand;

/// <summary>A number, for metrics and numeric attributes; never NaN.</summary>
public sealed record NumberOperand(double Value) : Operand;

/// <summary>
/// How a field is compared. Patterns know % and _ and no escape; <c>Like</c> minds case, <c>ILike</c> does not mind
/// that of ASCII letters.
/// </summary>
public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Like,
    NotLike,
    ILike,
    NotILike,

    /// <summary>A regular expression that some part of the text matches.</summary>
    RLike,
    NotRLike,
}
