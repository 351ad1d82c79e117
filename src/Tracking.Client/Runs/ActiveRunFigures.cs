using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Tracking.Client.Internal.Images;

namespace Tracking.Client.Runs;

/// <summary>Images and figures of a run, under the names by which MLflow's UI finds them.</summary>
public static partial class ActiveRunFigures
{
    private const string LoggedImages = "mlflow.loggedImages";

    private static readonly ConditionalWeakTable<ActiveRun, object> Tagged = [];

    private static readonly string[] FigureTypes =
        [".svg", ".png", ".html", ".pdf", ".jpg", ".jpeg", ".webp", ".gif", ".json"];

    /// <summary>Writes an image as an artifact, as it is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="image">A PNG, JPEG, or whatever the name says.</param>
    /// <param name="artifactFile">Where, such as <c>samples/first.png</c>.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public static Task LogImageAsync(
        this ActiveRun run,
        ReadOnlyMemory<byte> image,
        string artifactFile,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.UploadAsync(image.ToArray(), artifactFile, cancellationToken);
    }

    /// <summary>Writes pixels as a PNG artifact.</summary>
    /// <param name="run">The run.</param>
    /// <param name="image">The pixels.</param>
    /// <param name="artifactFile">Where, such as <c>samples/first.png</c>.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public static Task LogImageAsync(
        this ActiveRun run, PixelImage image, string artifactFile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return run.LogImageAsync(PngWriter.Write(image), artifactFile, cancellationToken);
    }

    /// <summary>
    /// Logs an image of a step, which UIs show as one of a series: as
    /// <c>images/KEY+step+STEP+timestamp+MS+UUID.png</c>, beside it a small <c>…+compressed.webp</c>.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Letters, digits, <c>_ - . /</c> and spaces.</param>
    /// <param name="image">A PNG of at most 64 million pixels.</param>
    /// <param name="step">Such as the epoch.</param>
    /// <param name="cancellationToken">Cancels the uploads.</param>
    /// <exception cref="ArgumentException">The key has other characters, or the bytes are no such PNG.</exception>
    public static Task LogImageAsync(
        this ActiveRun run,
        string key,
        ReadOnlyMemory<byte> image,
        long step,
        CancellationToken cancellationToken = default) =>
        LogStepAsync(run, key, image, PngReader.Read(image.Span), step, cancellationToken);

    /// <summary>As the overload with a PNG's bytes, from a file.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Letters, digits, <c>_ - . /</c> and spaces.</param>
    /// <param name="file">A PNG on this machine.</param>
    /// <param name="step">Such as the epoch.</param>
    /// <param name="cancellationToken">Cancels the uploads.</param>
    public static async Task LogImageAsync(
        this ActiveRun run, string key, string file, long step, CancellationToken cancellationToken = default) =>
        await run.LogImageAsync(key, await File.ReadAllBytesAsync(file, cancellationToken), step, cancellationToken);

    /// <summary>As the overload with a PNG's bytes, from pixels.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Letters, digits, <c>_ - . /</c> and spaces.</param>
    /// <param name="image">The pixels.</param>
    /// <param name="step">Such as the epoch.</param>
    /// <param name="cancellationToken">Cancels the uploads.</param>
    public static Task LogImageAsync(
        this ActiveRun run, string key, PixelImage image, long step, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return LogStepAsync(run, key, PngWriter.Write(image), image, step, cancellationToken);
    }

    /// <summary>Writes a figure that is text, such as SVG, HTML or Plotly's JSON.</summary>
    /// <param name="run">The run.</param>
    /// <param name="figure">Stored as UTF-8.</param>
    /// <param name="artifactFile">Where; the name ends in .svg, .html or .json.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="ArgumentException">The name does not say what kind of figure it is.</exception>
    public static Task LogFigureAsync(
        this ActiveRun run, string figure, string artifactFile, CancellationToken cancellationToken = default) =>
        run.LogFigureAsync(Encoding.UTF8.GetBytes(figure), artifactFile, cancellationToken);

    /// <summary>Writes a figure as a plotting library rendered it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="figure">Its bytes.</param>
    /// <param name="artifactFile">Where; the name ends in .svg, .png, .html, .pdf, .jpg, .webp, .gif or .json.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="ArgumentException">The name does not say what kind of figure it is.</exception>
    public static Task LogFigureAsync(
        this ActiveRun run,
        ReadOnlyMemory<byte> figure,
        string artifactFile,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var type = Path.GetExtension(artifactFile);
        if (!FigureTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException(
                $"The figure's name '{artifactFile}' ends in '{type}'; expected one of {string.Join(' ', FigureTypes)}",
                nameof(artifactFile));
        return run.UploadAsync(figure.ToArray(), artifactFile, cancellationToken);
    }

    private static async Task LogStepAsync(
        ActiveRun run,
        string key,
        ReadOnlyMemory<byte> png,
        PixelImage pixels,
        long step,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!ValidKey().IsMatch(key))
            throw new ArgumentException(
                $"The image's key '{key}' may only have letters, digits, _, -, ., / and spaces", nameof(key));
        var time = run.Services.Options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var name = string.Create(CultureInfo.InvariantCulture,
            $"images/{key.Replace('/', '~')}+step+{step}+timestamp+{time}+{Guid.NewGuid()}");
        await run.UploadAsync(png.ToArray(), name + ".png", cancellationToken);
        var small = WebpWriter.Write(pixels.Within(PixelImage.ThumbnailEdge));
        await run.UploadAsync(small, name + "+compressed.webp", cancellationToken);
        if (!Tagged.TryGetValue(run, out _))
            await run.SetTagAsync(LoggedImages, "True", cancellationToken);
        Tagged.TryAdd(run, run.Id);
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_\-./ ]+\z")]
    private static partial Regex ValidKey();
}
