using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracking.Serving.BatchScoring.Rows;

namespace Tracking.Serving.BatchScoring.Checkpoints;

/// <summary>How far a job is, durably: what it names is on the disk.</summary>
internal sealed record Checkpoint
{
    /// <summary>The version of the format.</summary>
    public const int CurrentFormat = 2;

    [JsonPropertyName("format")]
    public required int Format { get; init; }

    /// <summary>The digest of the model folder.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The options that decide what the output is.</summary>
    [JsonPropertyName("options")]
    public required string Options { get; init; }

    /// <summary>What the input file was; null for a stream.</summary>
    [JsonPropertyName("input")]
    public InputIdentity? Input { get; init; }

    /// <summary>The place in the input up to which all is done.</summary>
    [JsonPropertyName("position")]
    public required InputPosition Position { get; init; }

    [JsonPropertyName("rejected_rows")]
    public required long RejectedRows { get; init; }

    /// <summary>The first line of the output; null where none is written yet.</summary>
    [JsonPropertyName("header")]
    public string? Header { get; init; }

    [JsonPropertyName("output")]
    public required FilePrefix Output { get; init; }

    [JsonPropertyName("rejected")]
    public required FilePrefix Rejected { get; init; }

    /// <summary>Whether only the renaming of finished files is left.</summary>
    [JsonPropertyName("is_complete")]
    public bool IsComplete { get; init; }

    /// <summary>Of this object with null here.</summary>
    [JsonPropertyName("sha256")]
    public string? Sha256 { get; init; }

    public byte[] ToBytes() => Serialize(this with { Sha256 = Sum(this) });

    /// <summary>Null where it is none, or a damaged one.</summary>
    public static Checkpoint? Parse(byte[] json)
    {
        try
        {
            var read = JsonSerializer.Deserialize(json, CheckpointJson.Default.Checkpoint);
            return read is not null && read.Sha256 == Sum(read) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Sum(Checkpoint checkpoint) =>
        Convert.ToHexStringLower(SHA256.HashData(Serialize(checkpoint with { Sha256 = null })));

    private static byte[] Serialize(Checkpoint checkpoint) =>
        JsonSerializer.SerializeToUtf8Bytes(checkpoint, CheckpointJson.Default.Checkpoint);
}

/// <summary>The beginning of a file.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">CRC-32C of these bytes, in hex digits.</param>
internal sealed record FilePrefix(
    [property: JsonPropertyName("length")] long Length, [property: JsonPropertyName("crc32c")] string Checksum)
{
    public static FilePrefix None { get; } = new(0, RunningChecksum.Empty);
}

[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
