using System.Globalization;
using Tracking.Cli.Commands.Doctor;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Offline;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>Scores a model's own example, or without one a made-up row, as <c>POST /invocations</c> would.</summary>
/// <param name="model">The model.</param>
/// <param name="limit">How long an answer may take.</param>
internal sealed class ExampleFinding(ModelInspection model, TimeSpan limit)
{
    private const string Name = "example";

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (model.Content?.InputExample is null)
        {
            return model.Graph is null ? Finding.None(Name, "None was saved.") : await MadeUpAsync(cancellationToken);
        }

        try
        {
            if (model.Graph is null || await ExampleRequest.ReadAsync(model, cancellationToken) is not { } example)
            {
                return Finding.None(Name, "Not scored, since the model or its file is not whole.");
            }

            using var scored = await OpenAsync(cancellationToken);
            var length = Score(scored, example.Body, cancellationToken);
            return Finding.Ok(Name, $"{example.File} is answered with {length} bytes.");
        }
        catch (Exception error) when (error is ServingException or IOException)
        {
            return Finding.Fail(Name, error.Message, "Requests like the example will fail as well.");
        }
    }

    /// <summary>A row of the right types finds what no file says, but a model may well refuse it.</summary>
    private async Task<Finding> MadeUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var scored = await OpenAsync(cancellationToken);
            return await scored.ExampleRequestAsync(cancellationToken) is { } body
                ? Finding.Ok(
                    Name,
                    $"None was saved; a made-up row is answered with {Score(scored, body, cancellationToken)} bytes.")
                : Finding.None(Name, "None was saved.");
        }
        catch (ServingException error)
        {
            return Finding.Warn(
                Name,
                $"None was saved, and a made-up row fails: {error.Message}",
                "Log the model with an example that it answers.");
        }
    }

    private Task<InProcessModel> OpenAsync(CancellationToken cancellationToken) => InProcessModel.OpenAsync(
        new FolderUri(model.Folder), ModelInspection.Loading, cancellationToken: cancellationToken);

    private int Score(InProcessModel scored, byte[] body, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ends.CancelAfter(limit);
        try
        {
            return scored.Invoke(body, "application/json", ends.Token).Length;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServingException(
                ServingError.DeadlineExceeded,
                string.Create(CultureInfo.InvariantCulture, $"There was no answer within {limit.TotalSeconds} s."));
        }
    }
}
