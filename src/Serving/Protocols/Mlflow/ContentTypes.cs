using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>How a scoring body is written.</summary>
internal enum BodyFormat
{
    Json,
    Csv,
}

/// <summary>The content types of MLflow's scoring protocol and what it says to others.</summary>
internal static class ContentTypes
{
    internal const string ProtocolChanged =
        "IMPORTANT: The MLflow Model scoring protocol has changed in MLflow version 2.0. If you are seeing "
        + "this error, you are likely using an outdated scoring request format. To resolve the error, either "
        + "update your request format or adjust your MLflow Model's requirements file to specify an older "
        + "version of MLflow (for example, change the 'mlflow' requirement specifier to 'mlflow==1.30.0'). If "
        + "you are making a request using the MLflow client (e.g. via `mlflow.pyfunc.spark_udf()`), upgrade "
        + "your MLflow client to a version >= 2.0 in order to use the new request format. For more information "
        + "about the updated MLflow Model scoring protocol in MLflow 2.0, see "
        + "https://mlflow.org/docs/latest/models.html#deploy-mlflow-models.";

    /// <summary>The format that a Content-Type header names.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.UnsupportedMediaType"/>.</exception>
    public static BodyFormat Parse(string? header)
    {
        if (header == "application/json")
        {
            return BodyFormat.Json;
        }

        var parts = (header ?? string.Empty).Split(';', StringSplitOptions.TrimEntries);
        BodyFormat? format = parts[0].ToLowerInvariant() switch
        {
            "application/json" => BodyFormat.Json,
            "text/csv" => BodyFormat.Csv,
            _ => null,
        };
        if (format is null)
        {
            throw Unsupported(
                "This predictor only supports the following content types: Types: ['text/csv', 'application/json']. "
                + $"Got '{parts[0]}'.");
        }

        CheckParameters(parts.AsSpan(1));
        return format.Value;
    }

    private static void CheckParameters(ReadOnlySpan<string> parameters)
    {
        foreach (var parameter in parameters)
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? parameter : parameter[..equals].TrimEnd();
            if (name.Length > 0 && !name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            {
                throw Unsupported($"Unrecognized content type parameters: {name}. {ProtocolChanged}");
            }

            var value = parameter[(equals + 1)..].Trim('"', ' ');
            if (name.Length > 0 && !value.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                throw Unsupported("The scoring server only supports UTF-8");
            }
        }
    }

    private static ServingException Unsupported(string message) => new(ServingError.UnsupportedMediaType, message);
}
