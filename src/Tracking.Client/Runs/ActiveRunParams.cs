using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracking.Client.Internal.Runs;

namespace Tracking.Client.Runs;

/// <summary>Parameters from objects: nested names are joined by dots, lists become one value.</summary>
public static class ActiveRunParams
{
    /// <summary>
    /// Logs an object's public properties as parameters, such as <c>new { lr = 0.1, model = new { depth = 3 } }</c> as
    /// <c>lr</c> and <c>model.depth</c>, or a map's entries. Lists become JSON: <c>[64, 32]</c>.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="options">An object of any type, anonymous too; at most 16 deep.</param>
    /// <param name="prefix">Put before each name, with a dot; none by default.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    [RequiresUnreferencedCode("Trimming may remove properties; use the overload with a JsonTypeInfo")]
    public static Task LogParamsAsync(
        this ActiveRun run, object options, string? prefix = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(options);
        return run.LogParamsAsync(FlatParams.OfObject(options, prefix), cancellationToken);
    }

    /// <summary>The same by source-generated JSON, for programs that are trimmed or native.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">What JSON writes as an object.</param>
    /// <param name="type">How it is written, from a source-generated context.</param>
    /// <param name="prefix">Put before each name, with a dot; none by default.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <typeparam name="T">The options' type.</typeparam>
    public static Task LogParamsAsync<T>(
        this ActiveRun run,
        T options,
        JsonTypeInfo<T> type,
        string? prefix = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var json = JsonSerializer.SerializeToElement(options, type);
        return run.LogParamsAsync(FlatParams.Of(json, prefix), cancellationToken);
    }

    /// <summary>Logs maps within maps, which may hold lists and JSON, by their joined names.</summary>
    /// <param name="run">The run.</param>
    /// <param name="parameters">Names and values.</param>
    /// <param name="prefix">Put before each name, with a dot.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static Task LogNestedParamsAsync(
        this ActiveRun run,
        IEnumerable<KeyValuePair<string, object?>> parameters,
        string? prefix = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(parameters);
        return run.LogParamsAsync(FlatParams.Of(parameters, prefix), cancellationToken);
    }
}
