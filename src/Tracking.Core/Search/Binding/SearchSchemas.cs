using System.Collections.Frozen;

namespace Tracking.Core.Search.Binding;

/// <summary>The fields of each entity that can be searched.</summary>
internal static class SearchSchemas
{
    public static SearchSchema Runs { get; } = new()
    {
        Entities = SearchSchema.EntityNames(
            (FieldKind.Metric, ["metric", "metrics"]),
            (FieldKind.Param, ["param", "params", "parameter", "parameters"]),
            (FieldKind.Tag, ["tag", "tags"]),
            (FieldKind.Attribute, ["attribute", "attributes", "attr", "run"]),
            (FieldKind.Dataset, ["dataset", "datasets"])),
        FilterAttributes = RunAttributes(["run name", "Run name", "Run Name"]),
        OrderAttributes = RunAttributes([]),
        OrderKinds = Kinds(FieldKind.Attribute, FieldKind.Metric, FieldKind.Param, FieldKind.Tag),
        Wording = new RunWording(),
        KnownValues = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["status"] = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"],
        }.ToFrozenDictionary(StringComparer.Ordinal),
    };

    public static SearchSchema Experiments { get; } = new()
    {
        Entities = AttributesAndTags(),
        FilterAttributes = SearchSchema.Attributes(
            (FieldType.Text, "name", []),
            (FieldType.Number, "creation_time", []),
            (FieldType.Number, "last_update_time", [])),
        OrderAttributes = SearchSchema.Attributes(
            (FieldType.Text, "name", []),
            (FieldType.Number, "experiment_id", []),
            (FieldType.Number, "creation_time", []),
            (FieldType.Number, "last_update_time", [])),
        OrderKinds = Kinds(FieldKind.Attribute),
        Wording = new ExperimentWording(),
    };

    public static SearchSchema RegisteredModels { get; } = new()
    {
        Entities = AttributesAndTags(),
        FilterAttributes = SearchSchema.Attributes((FieldType.Text, "name", [])),
        OrderAttributes = SearchSchema.Attributes(
            (FieldType.Text, "name", []),
            (FieldType.Number, "timestamp", ["last_updated_timestamp"])),
        OrderKinds = Kinds(FieldKind.Attribute),
        Wording = new RegisteredModelWording(),
    };

    public static SearchSchema ModelVersions { get; } = new()
    {
        Entities = AttributesAndTags(),
        FilterAttributes = SearchSchema.Attributes(
            (FieldType.Text, "name", []),
            (FieldType.Text, "run_id", []),
            (FieldType.Text, "source_path", []),
            (FieldType.Number, "version_number", [])),
        OrderAttributes = SearchSchema.Attributes(
            (FieldType.Text, "name", []),
            (FieldType.Number, "version_number", []),
            (FieldType.Number, "creation_timestamp", []),
            (FieldType.Number, "last_updated_timestamp", [])),
        OrderKinds = Kinds(FieldKind.Attribute),
        Wording = new RegistryWording(),
        TextsAreNumbers = true,
    };

    public static SearchSchema LoggedModels { get; } = new()
    {
        Entities = SearchSchema.EntityNames(
            (FieldKind.Metric, ["metrics"]),
            (FieldKind.Param, ["params"]),
            (FieldKind.Tag, ["tags"]),
            (FieldKind.Attribute, ["attributes"])),
        FilterAttributes = LoggedModelAttributes(),
        OrderAttributes = LoggedModelAttributes(),
        OrderKinds = Kinds(FieldKind.Attribute, FieldKind.Metric),
        Wording = new LoggedModelWording(),
        NumbersAreText = true,
    };

    public static SearchSchema EvaluationDatasets { get; } = new()
    {
        Entities = AttributesAndTags(),
        FilterAttributes = SearchSchema.Attributes(
            (FieldType.Text, "name", []),
            (FieldType.Number, "created_time", []),
            (FieldType.Number, "last_update_time", []),
            (FieldType.Text, "created_by", []),
            (FieldType.Text, "last_updated_by", [])),
        OrderAttributes = SearchSchema.Attributes(
            (FieldType.Text, "name", []),
            (FieldType.Number, "created_time", []),
            (FieldType.Number, "last_update_time", [])),
        OrderKinds = Kinds(FieldKind.Attribute),
        Wording = new ExperimentWording(),
    };

    public static SearchSchema Traces { get; } = new()
    {
        Entities = SearchSchema.EntityNames(
            (FieldKind.Attribute, ["attribute", "attributes", "trace"]),
            (FieldKind.Tag, ["tag", "tags"]),
            (FieldKind.Metadata, ["metadata", "request_metadata"]),
            (FieldKind.Span, ["span"]),
            (FieldKind.Feedback, ["feedback"]),
            (FieldKind.Expectation, ["expectation"]),
            (FieldKind.Issue, ["issue"])),
        FilterAttributes = TraceAttributes(
            (FieldType.Text, "client_request_id", []),
            (FieldType.Text, "text", []),
            (FieldType.Text, "prompt", [])),
        OrderAttributes = TraceAttributes((FieldType.Number, "experiment_id", [])),
        OrderKinds = Kinds(FieldKind.Attribute, FieldKind.Tag, FieldKind.Metadata),
        Wording = new TraceWording(),
        HasRegularExpressions = true,
    };

    /// <summary>Filters of traces/metrics: those of traces, and of the spans or assessments that are counted.</summary>
    public static SearchSchema TraceMetrics { get; } = new()
    {
        Entities = SearchSchema.EntityNames(
            (FieldKind.Attribute, ["trace"]),
            (FieldKind.Tag, ["tag", "tags"]),
            (FieldKind.Metadata, ["metadata"]),
            (FieldKind.Span, ["span"]),
            (FieldKind.Assessment, ["assessment"])),
        FilterAttributes = Traces.FilterAttributes,
        OrderAttributes = Traces.OrderAttributes,
        OrderKinds = Kinds(),
        Wording = Traces.Wording,
        HasRegularExpressions = true,
    };

    private static FrozenDictionary<string, AttributeDefinition> TraceAttributes(
        params (FieldType Type, string Name, string[] Aliases)[] more) =>
        SearchSchema.Attributes(
        [
            (FieldType.Number, "timestamp_ms", ["timestamp"]),
            (FieldType.Number, "execution_time_ms", ["execution_time"]),
            (FieldType.Number, "end_time_ms", ["end_time"]),
            (FieldType.Text, "status", []),
            (FieldType.Text, "request_id", []),
            (FieldType.Text, "name", []),
            (FieldType.Text, "run_id", []),
            .. more,
        ]);

    private static FrozenDictionary<string, AttributeDefinition> RunAttributes(string[] nameAliases) =>
        SearchSchema.Attributes(
            (FieldType.Text, "run_id", []),
            (FieldType.Text, "run_name", nameAliases),
            (FieldType.Text, "status", []),
            (FieldType.Text, "artifact_uri", []),
            (FieldType.Text, "user_id", []),
            (FieldType.Number, "start_time", ["created", "Created"]),
            (FieldType.Number, "end_time", []));

    private static FrozenDictionary<string, AttributeDefinition> LoggedModelAttributes() => SearchSchema.Attributes(
        (FieldType.Text, "name", []),
        (FieldType.Text, "model_id", []),
        (FieldType.Text, "model_type", []),
        (FieldType.Text, "status", []),
        (FieldType.Text, "source_run_id", []),
        (FieldType.Number, "creation_timestamp", ["creation_time", "creation_timestamp_ms"]),
        (FieldType.Number, "last_updated_timestamp", ["last_updated_timestamp_ms"]));

    private static FrozenDictionary<string, FieldKind> AttributesAndTags() => SearchSchema.EntityNames(
        (FieldKind.Attribute, ["attribute"]),
        (FieldKind.Tag, ["tag", "tags"]));

    private static FrozenSet<FieldKind> Kinds(params FieldKind[] kinds) => kinds.ToFrozenSet();
}
