using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Contracts;

namespace Tracking.Cli.Commands;

/// <summary>What every search takes.</summary>
internal sealed class SearchOptions
{
    private const string FilterName = "--filter";
    private const string OrderName = "--order-by";

    private static readonly (string Name, ViewType View)[] Views =
        [("active_only", ViewType.ActiveOnly), ("deleted_only", ViewType.DeletedOnly), ("all", ViewType.All)];

    private readonly Option<string?> _filter;
    private readonly Option<string[]> _order;

    private readonly Option<int?> _max = new("--max-results")
    {
        Description = "No more than these; all by default.",
        HelpName = "count",
    };

    private readonly Option<ViewType?> _view = ViewOption();

    public SearchOptions(string filterExample, string orderExample)
    {
        _filter = new Option<string?>(FilterName, "-f")
        {
            Description = $"Only what matches, such as \"{filterExample}\".",
            HelpName = "filter",
        };
        _order = new Option<string[]>(OrderName)
        {
            Description = $"Such as \"{orderExample}\"; repeat it for more.",
            HelpName = "field",
        };
        _max.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var count) || count < 1))
            {
                result.AddError($"--max-results is '{token.Value}', expected a whole number from 1.");
            }
        });
    }

    public Option<OutputFormat> Output { get; } = OutputFormatOption.OfList();

    public void AddTo(Command command, bool hasView)
    {
        command.Add(_filter);
        command.Add(_order);
        command.Add(_max);
        if (hasView)
        {
            command.Add(_view);
        }

        command.Add(Output);
    }

    public string? Filter(ClientCall call) => call.Get(_filter);

    public IReadOnlyList<string>? Order(ClientCall call) => call.Get(_order) is { Length: > 0 } order ? order : null;

    public int? Max(ClientCall call) => call.Get(_max);

    public ViewType View(ClientCall call) => call.Get(_view) ?? ViewType.ActiveOnly;

    /// <summary>What was searched for, to point at what is wrong in it: the filter first.</summary>
    public static IReadOnlyList<string> TextsOf(ParseResult parsed)
    {
        var options = parsed.CommandResult.Command.Options;
        var filter = options.OfType<Option<string?>>().FirstOrDefault(option => option.Name == FilterName);
        var order = options.OfType<Option<string[]>>().FirstOrDefault(option => option.Name == OrderName);
        return filter is null || order is null ? [] : [parsed.GetValue(filter) ?? "", .. parsed.GetValue(order) ?? []];
    }

    private static Option<ViewType?> ViewOption()
    {
        string[] names = [.. Views.Select(view => view.Name)];
        var option = new Option<ViewType?>("--view", "-v")
        {
            Description = "active_only, deleted_only or all. [default: active_only]",
            HelpName = string.Join('|', names),
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                var found = Array.FindIndex(
                    Views, view => view.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
                if (found < 0)
                {
                    result.AddError($"--view is '{text}', expected {string.Join(", ", names)}.");
                    return null;
                }

                return Views[found].View;
            },
        };
        option.CompletionSources.Add(names);
        return option;
    }
}
