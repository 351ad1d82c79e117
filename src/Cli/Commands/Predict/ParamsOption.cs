using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Cli.Commands.Predict;

/// <summary><c>--params</c>: the parameters of a scoring request, as JSON or a file of it.</summary>
internal static class ParamsOption
{
    private const long MostBytes = 1_000_000;

    public static Option<string?> Create()
    {
        var option = new Option<string?>("--params")
        {
            Description = "Parameters of the model as a JSON object, or a file of it; the signature tells their types.",
            HelpName = "json|@file",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ProblemOf(token.Value) is { } problem)
            {
                result.AddError(problem);
            }
        });
        return option;
    }

    /// <summary>The parameters; null for none.</summary>
    public static JsonObject? Read(string? stated) =>
        stated is null ? null : (JsonObject?)JsonNode.Parse(TextOf(stated));

    private static string? ProblemOf(string stated)
    {
        try
        {
            using var parsed = JsonDocument.Parse(TextOf(stated));
            return parsed.RootElement.ValueKind == JsonValueKind.Object
                ? null
                : $"--params is of the kind {parsed.RootElement.ValueKind}, expected an object such as {{\"k\": 2}}.";
        }
        catch (JsonException error)
        {
            return $"--params is not JSON: {error.Message}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"--params: {error.Message}";
        }
    }

    private static string TextOf(string stated)
    {
        if (!stated.StartsWith('@'))
        {
            return stated;
        }

        var file = new FileInfo(stated[1..]);
        if (file.Exists && file.Length > MostBytes)
        {
            throw new IOException($"'{file}' has {file.Length} bytes, expected at most {MostBytes}.");
        }

        using var reader = file.OpenText();
        return reader.ReadToEnd();
    }
}
