using System.Text.Json;
using System.Text.Json.Serialization;
using Tracking.Models.Format;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.Offline;

namespace Tracking.Serving.BatchScoring.Checkpoints;

/// <summary>What must be the same for a job to be resumed: with it, the same bytes come out.</summary>
internal sealed record JobIdentity(string Model, string Options, InputIdentity? Input)
{
    public static async Task<JobIdentity> OfAsync(
        InProcessModel model, BatchScoringOptions options, InputIdentity? input, CancellationToken cancellationToken)
    {
        // How many workers there are and how often is saved changes nothing of what is written.
        var text = new OptionsText(
            options.InputFormat,
            options.OutputFormat,
            options.Columns,
            options.Keep,
            options.Outputs,
            options.Prefix,
            options.JsonRows,
            options.BatchSize,
            options.Limit,
            options.MaxRowBytes)
        {
            Params = options.Params?.ToJsonString(),
        };
        return new JobIdentity(
            await ModelDigest.OfAsync(model.Directory, cancellationToken),
            JsonSerializer.Serialize(text, OptionsTextJson.Default.OptionsText),
            input);
    }

    /// <exception cref="BatchScoringException">The checkpoint is of another job; says what is other.</exception>
    public void Check(Checkpoint checkpoint)
    {
        if (checkpoint.Model != Model)
        {
            throw Other("the model has changed", $"{checkpoint.Model}, now {Model}");
        }

        if (checkpoint.Options != Options)
        {
            throw Other("the options have changed", $"{checkpoint.Options}, now {Options}");
        }

        if (checkpoint.Input != Input)
        {
            throw Other(
                "the input has changed", $"{checkpoint.Input?.Length} bytes, now {Input?.Length}, or its time");
        }
    }

    public static BatchScoringException Other(string what, string difference) => new(
        $"The unfinished job cannot be resumed: {what} (it was {difference}). Restart the job to begin anew.");
}

/// <summary>The options that decide what the output is.</summary>
internal sealed record OptionsText(
    RowFormat InputFormat,
    RowFormat OutputFormat,
    IReadOnlyList<string>? Columns,
    IReadOnlyList<string> Keep,
    IReadOnlyList<string>? Outputs,
    string Prefix,
    JsonRows JsonRows,
    int BatchSize,
    long? Limit,
    int MaxRowBytes)
{
    /// <summary>Left out where there are none, as older checkpoints have it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Params { get; init; }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(OptionsText))]
internal sealed partial class OptionsTextJson : JsonSerializerContext;
