using System.Text.Json;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>The one signature that models have here.</summary>
internal static class Signature
{
    public const string Name = "serving_default";

    // TensorFlow Serving's documentation names the one signature by what it is used for.
    private const string Method = "tensorflow/serving/";

    /// <summary>Reads the text behind 'signature_name'; empty and null stand for the only one.</summary>
    /// <exception cref="ServingException">Another signature.</exception>
    public static void Check(ref Utf8JsonReader reader)
    {
        var name = JsonBody.ReadTextOrNull(ref reader, "signature_name");
        if (name is not (null or "" or Name or Method + "predict" or Method + "classify" or Method + "regress"))
        {
            throw ServingException.Malformed(
                $"Serving signature name: \"{name}\" not found in signature def; there is \"{Name}\".");
        }
    }
}
