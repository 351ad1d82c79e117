using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>A model's input example as a body of <c>POST /invocations</c>.</summary>
internal sealed record ExampleRequest(string File, byte[] Body)
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>The serving example, or the plain one of an old model made into a request; null for none.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger than a request may be.</exception>
    public static async Task<ExampleRequest?> ReadAsync(ModelInspection model, CancellationToken cancellationToken)
    {
        if (model.Content?.InputExample is not { } example)
        {
            return null;
        }

        var name = example.ServingInputPath ?? example.ArtifactPath;
        var file = new FileInfo(Path.Combine(model.Folder, name));
        if (!NamedFiles.IsWithin(model.Folder, file.FullName) || !file.Exists)
        {
            return null;
        }

        if (file.Length > MostBytes)
        {
            throw new IOException($"'{name}' has {file.Length} bytes, more than the {MostBytes} of a request.");
        }

        var content = await System.IO.File.ReadAllBytesAsync(file.FullName, cancellationToken);
        var field = example.PandasOrient is null ? "{\"inputs\":"u8 : "{\"dataframe_split\":"u8;
        return new ExampleRequest(
            name, example.ServingInputPath is not null ? content : [.. field, .. content, .. "}"u8]);
    }

    /// <summary>Null where it is MLflow's JSON with bare NaN.</summary>
    public JsonNode? AsJson()
    {
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(Body));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
