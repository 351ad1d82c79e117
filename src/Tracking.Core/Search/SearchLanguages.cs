using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;
using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Search;

/// <summary>Reads the filter and the order_by of runs/search; mistakes are InvalidParameterValue.</summary>
public static class RunSearchLanguage
{
    /// <summary>Null for no filter.</summary>
    public static Predicate? ParseFilter(string? filter) => FilterReader.Read(filter, SearchSchemas.Runs);

    public static IReadOnlyList<OrderTerm> ParseOrder(IReadOnlyList<string>? orderBy) =>
        OrderParser.Parse(orderBy, SearchSchemas.Runs);
}

/// <summary>Reads the filter and the order_by of experiments/search; mistakes are InvalidParameterValue.</summary>
public static class ExperimentSearchLanguage
{
    /// <summary>Null for no filter.</summary>
    public static Predicate? ParseFilter(string? filter) => FilterReader.Read(filter, SearchSchemas.Experiments);

    public static IReadOnlyList<OrderTerm> ParseOrder(IReadOnlyList<string>? orderBy) =>
        OrderParser.Parse(orderBy, SearchSchemas.Experiments);
}

/// <summary>Reads filter and order_by of registered-models/search; mistakes are InvalidParameterValue.</summary>
public static class RegisteredModelSearchLanguage
{
    /// <summary>Prompts are left out unless the filter names their tag, so there always is a filter.</summary>
    public static Predicate ParseFilter(string? filter) =>
        PromptRule.Apply(FilterReader.Read(filter, SearchSchemas.RegisteredModels));

    public static IReadOnlyList<OrderTerm> ParseOrder(IReadOnlyList<string>? orderBy) =>
        OrderParser.Parse(orderBy, SearchSchemas.RegisteredModels);
}

/// <summary>Reads the filter and the order_by of model-versions/search; mistakes are InvalidParameterValue.</summary>
public static class ModelVersionSearchLanguage
{
    /// <summary>Prompts are left out unless the filter names their tag, so there always is a filter.</summary>
    public static Predicate ParseFilter(string? filter) =>
        PromptRule.Apply(FilterReader.Read(filter, SearchSchemas.ModelVersions));

    public static IReadOnlyList<OrderTerm> ParseOrder(IReadOnlyList<string>? orderBy) =>
        OrderParser.Parse(orderBy, SearchSchemas.ModelVersions);
}

/// <summary>Reads the filter and the order_by of datasets/search; mistakes are InvalidParameterValue.</summary>
public static class EvaluationDatasetSearchLanguage
{
    /// <summary>Null for no filter.</summary>
    public static Predicate? ParseFilter(string? filter) =>
        FilterReader.Read(filter, SearchSchemas.EvaluationDatasets);

    public static IReadOnlyList<OrderTerm> ParseOrder(IReadOnlyList<string>? orderBy) =>
        OrderParser.Parse(orderBy, SearchSchemas.EvaluationDatasets);
}

/// <summary>Reads the filter and the order_by of traces/search; mistakes are InvalidParameterValue.</summary>
public static class TraceSearchLanguage
{
    /// <summary>Null for no filter.</summary>
    public static Predicate? ParseFilter(string? filter) => FilterReader.Read(filter, SearchSchemas.Traces);

    public static IReadOnlyList<OrderTerm> ParseOrder(IReadOnlyList<string>? orderBy) =>
        OrderParser.Parse(orderBy, SearchSchemas.Traces);
}

/// <summary>Parses and binds.</summary>
internal static class FilterReader
{
    public static Predicate? Read(string? filter, SearchSchema schema)
    {
        var node = FilterParser.Parse(filter, schema.Wording);
        return node is null ? null : new FilterBinder(schema).Bind(node);
    }
}
