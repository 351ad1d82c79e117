using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracking.Client.Internal.Datasets;

namespace Tracking.Client.Datasets;

/// <summary>
/// A dataset as a run records it: what it is called, where it came from, and a digest by which the same data is known
/// again. Digests that are computed here are the first half of a SHA-256, in 32 hex digits.
/// </summary>
/// <param name="Name">At most 500 characters.</param>
/// <param name="Digest">At most 36 characters.</param>
/// <param name="SourceType">Such as <c>local</c>, <c>http</c>, <c>s3</c> or <c>code</c>.</param>
/// <param name="Source">JSON that says where the data is.</param>
public sealed record LoggedDataset(string Name, string Digest, string SourceType, string Source)
{
    private const string DefaultName = "dataset";

    /// <summary>JSON: <c>mlflow_colspec</c> of columns, or <c>mlflow_tensorspec</c> of arrays. Default none.</summary>
    public string? Schema { get; init; }

    /// <summary>JSON of counts, such as <c>num_rows</c>. Default none.</summary>
    public string? Profile { get; init; }

    /// <summary>
    /// A CSV file with a header (RFC 4180, UTF-8). Columns are long, double, boolean or string, whatever fits all
    /// values; optional where one is empty. The digest is that of the file's bytes.
    /// </summary>
    /// <param name="file">On this machine.</param>
    /// <param name="name">Default: the file's name without its end.</param>
    /// <param name="source">Where the file came from; default: its path.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="FormatException">A row has not as many values as the header; says which.</exception>
    public static async Task<LoggedDataset> FromCsvAsync(
        string file, string? name = null, Uri? source = null, CancellationToken cancellationToken = default)
    {
        var (type, origin) = DatasetSource.Of(source ?? new Uri(Path.GetFullPath(file)));
        var digest = await ContentDigest.OfFileAsync(file, cancellationToken);
        var table = await CsvProfile.ReadAsync(file, cancellationToken);
        return new LoggedDataset(name ?? Path.GetFileNameWithoutExtension(file), digest, type, origin)
        {
            Schema = DatasetJson.Columns(table.Columns),
            Profile = DatasetJson.RowCounts(table.Rows, table.Columns.Count),
        };
    }

    /// <summary>
    /// Records in memory, by their JSON. The digest is that of one line of JSON for each record, in their order.
    /// </summary>
    /// <param name="records">What JSON writes as objects; read once.</param>
    /// <param name="type">How a record is written, from a source-generated context.</param>
    /// <param name="name">Default <c>dataset</c>.</param>
    /// <param name="source">Where the data came from; default: this program.</param>
    /// <typeparam name="T">A record.</typeparam>
    /// <exception cref="ArgumentException">A record is no JSON object.</exception>
    public static LoggedDataset FromRecords<T>(
        IEnumerable<T> records, JsonTypeInfo<T> type, string? name = null, Uri? source = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        using var digest = new ContentDigest();
        var columns = new ColumnInference();
        foreach (var record in records)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(record, type);
            digest.Add(json);
            digest.Add("\n"u8);
            columns.Add(json);
        }

        var (kind, origin) = DatasetSource.OfOrCode(source);
        return new LoggedDataset(name ?? DefaultName, digest.Take(), kind, origin)
        {
            Schema = DatasetJson.Columns(columns.Columns),
            Profile = DatasetJson.RowCounts(columns.Rows, columns.Columns.Count),
        };
    }

    /// <summary>
    /// Arrays of numbers, as tensors whose first dimension counts the examples. The digest is that of type, shape and
    /// bytes.
    /// </summary>
    /// <param name="features">All values, row by row.</param>
    /// <param name="shape">Of the features, such as [60000, 784].</param>
    /// <param name="targets">One for each example; none by default.</param>
    /// <param name="name">Default <c>dataset</c>.</param>
    /// <param name="source">Where the data came from; default: this program.</param>
    /// <typeparam name="T">float, double, byte, or an integer.</typeparam>
    /// <exception cref="ArgumentException">The shape does not fit, or the type is none of these.</exception>
    public static LoggedDataset FromArray<T>(
        ReadOnlySpan<T> features,
        IReadOnlyList<int> shape,
        ReadOnlySpan<T> targets = default,
        string? name = null,
        Uri? source = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        var all = new TensorInfo(TensorInfo.TypeOf<T>(), [.. shape], Marshal.SizeOf<T>());
        all.Check(features.Length);
        using var digest = new ContentDigest();
        digest.Add(Encoding.UTF8.GetBytes(all.ToString()));
        digest.Add(MemoryMarshal.AsBytes(features));
        digest.Add(MemoryMarshal.AsBytes(targets));
        var labels = targets.IsEmpty ? null : all with { Shape = [targets.Length] };
        var (kind, origin) = DatasetSource.OfOrCode(source);
        return new LoggedDataset(name ?? DefaultName, digest.Take(), kind, origin)
        {
            Schema = DatasetJson.Tensors(all, labels),
            Profile = DatasetJson.TensorCounts(all, labels),
        };
    }

    /// <summary>
    /// A folder of files. The digest is that of all relative paths with the sizes and SHA-256 of their files, by path.
    /// </summary>
    /// <param name="folder">On this machine; at most 100,000 files, links to folders left out.</param>
    /// <param name="name">Default: the folder's name.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<LoggedDataset> FromFolderAsync(
        string folder, string? name = null, CancellationToken cancellationToken = default)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var (digest, files, bytes) = await ContentDigest.OfFolderAsync(path, cancellationToken);
        var (type, origin) = DatasetSource.Of(new Uri(path));
        return new LoggedDataset(name ?? Path.GetFileName(path), digest, type, origin)
        {
            Profile = DatasetJson.FileCounts(files, bytes),
        };
    }

    /// <summary>Data at an address that is not read: http, https, s3 and others.</summary>
    /// <param name="address">Absolute.</param>
    /// <param name="name">Default: the address's last segment.</param>
    /// <param name="digest">Of the data, if it is known; else that of the address, which tells no change.</param>
    public static LoggedDataset FromUri(Uri address, string? name = null, string? digest = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        var (type, source) = DatasetSource.Of(address);
        var last = Path.GetFileName(address.AbsolutePath.TrimEnd('/'));
        using var computed = new ContentDigest();
        computed.Add(Encoding.UTF8.GetBytes(source));
        name ??= last.Length > 0 ? last : DefaultName;
        return new LoggedDataset(name, digest ?? computed.Take(), type, source);
    }
}
