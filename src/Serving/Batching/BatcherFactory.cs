using Microsoft.Extensions.Logging;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;

namespace Tracking.Serving.Batching;

/// <summary>Gives a fresh model its batcher, or the reason why it has none.</summary>
internal sealed class BatcherFactory(
    SingleRun single, CurrentBatching host, TimeProvider time, ILogger<BatcherFactory> logger)
{
    private const int RowsTried = 3;

    /// <summary>Tries the model and sets <see cref="LoadedModel.Batcher"/> or what speaks against it.</summary>
    /// <param name="model">Loaded and warm; if it answers already, the batcher it had finishes what it has.</param>
    /// <param name="ofModel">How to join; null for what the host says.</param>
    /// <param name="example">The inputs of its example; null if it has none.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>: options make no sense.</exception>
    public void Equip(
        LoadedModel model,
        BatchingOptions? ofModel,
        IReadOnlyList<NamedTensor>? example,
        CancellationToken cancellationToken)
    {
        var options = ofModel ?? host.Options;
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new ServingException(
                ServingError.HostUnusable,
                $"The batching options of '{model.Name}' make no sense: {string.Join("; ", problems)}.");
        }

        var unbatched = options.Mode == BatchingMode.Off
            ? "batching is switched off"
            : TryEquip(model, options, example, cancellationToken);
        if (unbatched is not null)
        {
            model.JoinWith(null);
        }

        (model.Batching, model.UnbatchedBecause) = (options, unbatched);
        if (model.UnbatchedBecause is { } reason && options.Mode != BatchingMode.Off)
        {
            logger.LogInformation("Requests for '{Name}' are not joined: {Reason}.", model.Name, reason);
        }
    }

    // The list of one request, joined with those of others, would look like rows.
    private static string? ParameterOf(LoadedModel model) => model.Scorer.Schema.Inputs
        .FirstOrDefault(input => input.IsParameter
            || (input.IsOptional && model.Signature?.Params?.Any(spec => spec.Name == input.Name) is true))
        ?.Name;

    private string? TryEquip(
        LoadedModel model,
        BatchingOptions options,
        IReadOnlyList<NamedTensor>? example,
        CancellationToken cancellationToken)
    {
        if (BatchInvariance.ProblemOf(model.Scorer.Schema) is { } fixedShape)
        {
            return fixedShape;
        }

        if (ParameterOf(model) is { } parameter)
        {
            return $"its parameter '{parameter}' holds for a whole request";
        }

        if (example is not null && RowCount.Shared(example) == 0)
        {
            return "its example has no rows";
        }

        if (example is null && model.Scorer.Schema.TakesJson())
        {
            return "it takes lists, objects or any values, which cannot be made up, and has no example";
        }

        try
        {
            var rows = MadeUpRows.Take(model.Scorer.Schema, example, RowsTried);
            if (BatchInvariance.ProblemOf(model.Scorer, rows, cancellationToken) is { } problem)
            {
                return problem;
            }

            var cost = BatchCalibration.Measure(model.Scorer, rows, options.MaxRows, time, cancellationToken);
            model.JoinWith(new ModelBatcher(model, options, cost, single, time));
            return null;
        }
        catch (Exception error) when (error is ScoringException or InvalidCastException or ArgumentException)
        {
            return $"it refuses {(example is null ? "made-up rows and has no example" : "its example")} "
                + $"({error.Message.TrimEnd('.')})";
        }
    }
}
