using System.Collections.Frozen;
using System.Globalization;

namespace Tracking.Serving.Core.Tracing;

/// <summary>
/// Which scoring requests become spans where somebody listens: for all models and for single ones, changeable while
/// the host runs. A changed rule counts anew. Thread-safe.
/// </summary>
internal sealed class TraceSettings
{
    private readonly Lock _updates = new();
    private readonly Dictionary<string, TraceStatement> _ofModels = [];
    private TraceStatement _ofAll = new();
    private volatile TraceRule _rule = new(new TraceStatement());
    private volatile FrozenDictionary<string, TraceRule> _rules = FrozenDictionary<string, TraceRule>.Empty;
    private volatile bool _isOn = true;

    /// <summary>Whether any request can become a span.</summary>
    public bool IsOn => _isOn;

    /// <summary>What holds for a model, or for those of which nothing is said.</summary>
    public TraceRule RuleOf(string? model) =>
        model is not null && _rules.TryGetValue(model, out var own) ? own : _rule;

    /// <summary>Changes what is named, all of it or nothing.</summary>
    /// <param name="model">Null for all of which nothing else is said.</param>
    /// <param name="changes">What to change.</param>
    /// <exception cref="ServingException"><see cref="ServingError.MalformedRequest"/>: names the setting.</exception>
    public TraceRule Update(string? model, IReadOnlyList<SettingChange> changes)
    {
        lock (_updates)
        {
            if (model is null)
            {
                _ofAll = changes.Aggregate(_ofAll, Apply);
                _rule = new TraceRule(_ofAll);
            }
            else
            {
                UpdateOne(model, changes);
            }

            _rules = _ofModels.ToFrozenDictionary(one => one.Key, one => RuleFor(one.Key, one.Value, model));
            _isOn = _rule.IsOn || _rules.Values.Any(rule => rule.IsOn);
            return RuleOf(model);
        }
    }

    private void UpdateOne(string model, IReadOnlyList<SettingChange> changes)
    {
        var stated = changes.Aggregate(_ofModels.GetValueOrDefault(model) ?? new(), Apply);
        if (stated == new TraceStatement())
        {
            _ofModels.Remove(model);
        }
        else
        {
            _ofModels[model] = stated;
        }
    }

    // A rule that nobody has changed goes on counting.
    private TraceRule RuleFor(string name, TraceStatement stated, string? changed) =>
        changed is not null && changed != name && _rules.TryGetValue(name, out var rule)
            ? rule
            : new TraceRule(stated.Over(_ofAll));

    private static TraceStatement Apply(TraceStatement state, SettingChange change) => change.Name switch
    {
        "trace_level" => state with { IsOn = Level(change) },
        "trace_rate" => state with { Rate = Number(change, 1) },
        "trace_count" => state with { Count = Number(change, -1) },
        "trace_mode" => change.Value is "" or TraceRule.Mode ? state : throw change.Misfit(TraceRule.Mode),
        "trace_file" or "log_frequency" => change.Value is "" or "0" ? state : throw ServingException.Malformed(
            $"'{change.Name}' cannot be set: traces are spans of OpenTelemetry and written to no file."),
        _ => throw ServingException.Malformed(
            $"'{change.Name}' is no trace setting, expected trace_level, trace_rate or trace_count."),
    };

    private static bool? Level(SettingChange change) => change.Values switch
    {
        null or [] => null,
        ["OFF"] => false,
        ["TIMESTAMPS"] => true,
        _ => throw ServingException.Malformed(
            $"'trace_level' is '{string.Join(", ", change.Values)}', expected OFF or TIMESTAMPS; tensors are not "
            + "traced."),
    };

    private static long? Number(SettingChange change, long least) =>
        change.Values is null or [] ? null
        : long.TryParse(change.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least ? value
        : throw change.Misfit($"a whole number of {least} or more");
}
