using Tracking.Models.Flavors.Converters.Documents;
using Tracking.Models.Flavors.Converters.LightGbm;
using Tracking.Models.Flavors.Converters.ScikitLearn;
using Tracking.Models.Flavors.Converters.XGBoost;

namespace Tracking.Models.Flavors.Converters;

/// <summary>Converts models of other toolkits to ONNX, without those toolkits.</summary>
public static class ModelConverter
{
    /// <summary>Reads a toolkit's file and builds an ONNX model that predicts as the toolkit does.</summary>
    /// <param name="path">
    /// What <c>save_model</c> of XGBoost or LightGBM or the exporter for scikit-learn wrote; at most 1 GiB.
    /// </param>
    /// <param name="options">What to convert; the defaults take all of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A model that ONNX Runtime has loaded once.</returns>
    /// <exception cref="ModelConversionException">
    /// Not such a file, broken, or of a kind that cannot be converted; names file, field and value.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static async Task<ConvertedModel> ConvertAsync(
        string path, ConversionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new ConversionOptions();
        options.Validate();
        if (new FileInfo(path) is { Exists: true, Length: > DocumentLimits.MaxBytes and var length })
        {
            throw new ModelConversionException(
                $"'{path}' has {length} bytes; at most {DocumentLimits.MaxBytes} are read.");
        }

        return Convert(path, await File.ReadAllBytesAsync(path, cancellationToken), options);
    }

    /// <summary>Converts what is in memory.</summary>
    internal static ConvertedModel Convert(string file, byte[] bytes, ConversionOptions options)
    {
        var (toolkit, graph) = Build(file, bytes, options);
        try
        {
            return new ConvertedModel(toolkit, graph, graph.Model.ToValidBytes());
        }
        catch (InvalidOperationException e)
        {
            throw new ModelConversionException($"'{file}' gives a model that cannot be run: {e.Message}", e);
        }
    }

    private static (ModelToolkit Toolkit, ConvertedGraph Graph) Build(
        string file, byte[] bytes, ConversionOptions options)
    {
        if (options.From == ModelToolkit.LightGbm
            || (options.From is null && ToolkitDetection.IsLightGbm(bytes)))
        {
            return (ModelToolkit.LightGbm, LightGbmConverter.Convert(file, bytes, options));
        }

        if (!bytes.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            throw ToolkitDetection.Unknown(file, bytes);
        }

        var root = ToolkitDetection.IsJson(bytes) ? JsonReading.Read(file, bytes) : UbjsonReading.Read(file, bytes);
        var toolkit = options.From ?? ToolkitDetection.Of(file, root);
        return (toolkit, toolkit == ModelToolkit.XGBoost
            ? XGBoostConverter.Convert(root, options)
            : ScikitLearnConverter.Convert(root, options));
    }
}
