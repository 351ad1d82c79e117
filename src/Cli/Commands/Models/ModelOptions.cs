using System.CommandLine;
using Tracking.Models.Uris;

namespace Tracking.Cli.Commands.Models;

/// <summary>Options that several verbs take.</summary>
internal static class ModelOptions
{
    public static Option<string> Name() => new("--name", "-n")
    {
        Description = "The registered model.",
        HelpName = "name",
        Required = true,
    };

    public static Option<string?> OptionalName() => new("--name", "-n")
    {
        Description = "The registered model.",
        HelpName = "name",
    };

    public static Option<string> Version() => Numbered(new Option<string>("--version", "-v")
    {
        Description = "The version's number.",
        HelpName = "number",
        Required = true,
    });

    /// <summary>For verbs that are about the model where no version is named.</summary>
    public static Option<string?> OptionalVersion() => Numbered(new Option<string?>("--version", "-v")
    {
        Description = "A version of it, in place of the model itself.",
        HelpName = "number",
    });

    /// <summary>Where an alias has to be for a move of it to be made.</summary>
    public static Option<string?> ExpectedVersion() => Numbered(
        new Option<string?>("--expected-version")
        {
            Description = "Only if it points there by now, 0 if there is none yet; exit code 1 otherwise.",
            HelpName = "number",
        },
        from: 0);

    /// <summary>A model that a server knows.</summary>
    public static Option<string> Uri()
    {
        var option = new Option<string>("--model-uri", "-m")
        {
            Description = "runs:/run_id/path, models:/m-id, models:/name/version or models:/name@alias.",
            HelpName = "uri",
            Required = true,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && (!ModelUri.TryParse(token.Value, out var uri) || uri is FolderUri))
            {
                result.AddError($"--model-uri is '{token.Value}', expected runs:/run_id/path, models:/m-id, "
                    + "models:/name/version or models:/name@alias.");
            }
        });
        return option;
    }

    private static Option<T> Numbered<T>(Option<T> option, int from = 1)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number < from))
            {
                result.AddError($"{option.Name} is '{token.Value}', expected a whole number from {from}.");
            }
        });
        return option;
    }
}
