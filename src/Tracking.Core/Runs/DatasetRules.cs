using Tracking.Core.Errors;

namespace Tracking.Core.Runs;

/// <summary>Limits of datasets and of the tags of their use, in characters.</summary>
public static class DatasetRules
{
    public const int MaxNameLength = 500;
    public const int MaxDigestLength = 36;
    public const int MaxSourceLength = 65_535;
    public const int MaxSchemaLength = 1_048_575;
    public const int MaxProfileLength = 16_777_215;
    public const int MaxTagKeyLength = 255;
    public const int MaxTagValueLength = 500;

    public static void Check(DatasetInput input)
    {
        var dataset = input.Dataset;
        CheckLength("name", dataset.Name, MaxNameLength);
        CheckLength("digest", dataset.Digest, MaxDigestLength);
        CheckLength("source", dataset.Source, MaxSourceLength);
        CheckLength("schema", dataset.Schema, MaxSchemaLength);
        CheckLength("profile", dataset.Profile, MaxProfileLength);
        foreach (var tag in input.Tags)
        {
            CheckLength("key", tag.Key, MaxTagKeyLength);
            CheckLength("value", tag.Value, MaxTagValueLength);
        }
    }

    private static void CheckLength(string field, string? value, int limit)
    {
        if (value?.Length > limit)
        {
            throw ParameterErrors.TooLong(field, limit);
        }
    }
}
