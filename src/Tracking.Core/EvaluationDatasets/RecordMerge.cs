using System.Text.Json.Nodes;

namespace Tracking.Core.EvaluationDatasets;

/// <summary>What becomes of a record that comes again: members are added and replaced, nothing is taken away.</summary>
public static class RecordMerge
{
    public static RecordContent Apply(RecordContent known, RecordContent change)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(change);
        return known with
        {
            OutputsJson = change.OutputsJson ?? known.OutputsJson,
            ExpectationsJson = Merge(known.ExpectationsJson, change.ExpectationsJson),
            TagsJson = Merge(known.TagsJson, change.TagsJson),
            SourceJson = known.SourceJson ?? change.SourceJson,
        };
    }

    private static string? Merge(string? known, string? change)
    {
        if (known is null || change is null)
        {
            return change ?? known;
        }

        var merged = JsonNode.Parse(known)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            merged[name] = value?.DeepClone();
        }

        return merged.ToJsonString();
    }
}
