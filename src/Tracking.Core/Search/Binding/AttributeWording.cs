namespace Tracking.Core.Search.Binding;

/// <summary>The messages of searches that know only attributes and tags: experiments and the registry.</summary>
internal abstract class AttributeWording : SearchWording
{
    public override string InvalidClause(string filter, IReadOnlyList<string> pieces) =>
        "Invalid clause(s) in filter string: " + string.Join(", ", pieces);

    public override string UnknownEntity(string entity) =>
        $"Invalid entity type '{entity}'. Valid entity types are ('attribute', 'tag', 'tags')";
}

/// <summary>The messages of experiments/search.</summary>
internal sealed class ExperimentWording : AttributeWording
{
    public override IReadOnlyList<string> OrderKeys { get; } =
        ["name", "experiment_id", "last_update_time", "creation_time"];

    public override string ExpectedText(Field field, string found) => field.Kind == FieldKind.Tag
        ? $"Expected a quoted string value for tag (e.g. 'my-value'). Got value {found}"
        : $"Expected a quoted string value for attributes. Got value {found}";

    public override string InvalidComparator(Field field, FieldType type, string comparator)
    {
        var kind = field.Kind == FieldKind.Tag ? "tag"
            : type == FieldType.Number ? "numeric attribute" : "string attribute";
        return $"Invalid comparator for {kind}: {comparator}";
    }
}

/// <summary>The messages of registered-models/search and model-versions/search.</summary>
internal class RegistryWording : AttributeWording
{
    public override IReadOnlyList<string> FilterKeys { get; } = ["source_path", "run_id", "name", "version_number"];

    public override IReadOnlyList<string> OrderKeys { get; } =
        ["name", "version_number", "creation_timestamp", "last_updated_timestamp"];

    public override string ExpectedNumber(Field field, string found) => found.StartsWith('(')
        ? "Only the 'run_id' attribute supports comparison with a list of quoted string values."
        : base.ExpectedNumber(field, found);

    public override string ExpectedText(Field field, string found) => field.Kind == FieldKind.Tag
        ? $"Expected a quoted string value for tag (e.g. 'my-value'). Got value {found}"
        : $"Expected a quoted string value or a list of quoted string values for attributes. Got value {found}";

    public override string InvalidComparator(Field field, FieldType type, string comparator) =>
        $"Invalid comparator for {KindName(field.Kind)}: {comparator}";
}

/// <summary>The messages of registered-models/search, which words an unknown order differently.</summary>
internal sealed class RegisteredModelWording : RegistryWording
{
    /// <summary>Aliases are accepted and, as in MLflow, not listed.</summary>
    public override string UnknownOrderKey(string key, IEnumerable<string> valid) =>
        $"Invalid order by key '{key}' specified. Valid keys are '{Set(["timestamp", "name"])}'";
}
