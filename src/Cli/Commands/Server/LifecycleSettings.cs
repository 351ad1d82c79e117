using System.CommandLine;
using Tracking.Core.Errors;
using Tracking.Core.Lifecycle;
using Tracking.Server;
using Tracking.Server.Lifecycle;

namespace Tracking.Cli.Commands.Server;

/// <summary>What happens to what was deleted, and to runs that fall silent.</summary>
internal sealed class LifecycleSettings
{
    private const string Never = "never";

    private readonly Option<string> _retention = Age(
        "--trash-retention",
        "TRACKING_TRASH_RETENTION",
        Never,
        "How long deleted things are kept before they are removed for good, such as 30d.");

    private readonly Option<string> _lostAfter = Age(
        "--lost-after",
        "TRACKING_LOST_AFTER",
        "5m",
        "How long a run that sends heartbeats may be silent before it is marked as lost.");

    public IReadOnlyList<Option> Options => [_retention, _lostAfter];

    public TrackingServerOptions Apply(TrackingServerOptions options, ParseResult parsed) => options with
    {
        Lifecycle = new LifecycleOptions
        {
            TrashRetention = Parse(parsed.GetValue(_retention)!),
            LostAfter = Parse(parsed.GetValue(_lostAfter)!) ?? TimeSpan.Zero,
        },
    };

    private static Option<string> Age(string name, string variable, string fallback, string description)
    {
        var option = EnvironmentOption.Text(name, variable, fallback, $"{description} Or '{Never}'.");
        option.Validators.Add(result =>
        {
            try
            {
                _ = Parse(result.GetValueOrDefault<string>());
            }
            catch (TrackingException error)
            {
                result.AddError($"{(result.Implicit ? variable : name)}: {error.Message}");
            }
        });
        return option;
    }

    private static TimeSpan? Parse(string text) => text == Never ? null : AgeText.Parse(text);
}
