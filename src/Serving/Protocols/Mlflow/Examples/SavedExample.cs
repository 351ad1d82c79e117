using Tracking.Models.Format;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow.Examples;

/// <summary>The input example that MLflow saved beside a model, as a body of <c>/invocations</c>.</summary>
internal static class SavedExample
{
    /// <summary>The serving example, or the plain one of an old model made into a request.</summary>
    /// <exception cref="ServingException">It has more bytes than it may.</exception>
    /// <exception cref="ModelLoadException">Its path leads out of the model.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(
        ModelDirectory directory, SavedInputExample example, long bytesMax, CancellationToken token)
    {
        var path = directory.PathOf(example.ServingInputPath ?? example.ArtifactPath);
        var length = new FileInfo(path).Length;
        if (length > bytesMax)
        {
            throw new ServingException(
                ServingError.BodyTooLarge, $"'{path}' has {length} bytes, more than a request may have.");
        }

        var content = await File.ReadAllBytesAsync(path, token);
        return example.ServingInputPath is not null
            ? content
            : [.. example.PandasOrient is null ? "{\"inputs\":"u8 : "{\"dataframe_split\":"u8, .. content, .. "}"u8];
    }
}
