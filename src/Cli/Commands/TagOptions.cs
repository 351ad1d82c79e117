using System.CommandLine;

namespace Tracking.Cli.Commands;

/// <summary>Options that take <c>key=value</c>, and may be repeated.</summary>
internal static class TagOptions
{
    public static Option<string[]> Pairs(string name, string alias, string description)
    {
        var option = new Option<string[]>(name, alias) { Description = description, HelpName = "key=value" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=') < 1))
            {
                result.AddError($"{name} is '{token.Value}', expected key=value.");
            }
        });
        return option;
    }

    public static IReadOnlyList<(string Key, string Value)> Pairs(this ClientCall call, Option<string[]> option) =>
        [.. (call.Get(option) ?? []).Select(text => text.Split('=', 2)).Select(pair => (pair[0], pair[1]))];
}
