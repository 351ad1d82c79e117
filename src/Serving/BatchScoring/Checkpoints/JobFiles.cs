namespace Tracking.Serving.BatchScoring.Checkpoints;

/// <summary>Where a job keeps what is not finished.</summary>
/// <param name="Output">The file of the predictions, once they are all there.</param>
/// <param name="Rejected">The file of the rows that were set aside, likewise.</param>
internal sealed record JobFiles(string Output, string Rejected)
{
    public string PartialOutput => Output + ".partial";

    public string PartialRejected => Rejected + ".partial";

    public string Checkpoint => Output + ".checkpoint";

    public static JobFiles Of(BatchScoringOptions options) =>
        new(options.Output!, options.Rejected ?? options.Output + ".rejected.jsonl");

    /// <summary>Puts a checkpoint in the place of the one before, whole or not at all.</summary>
    public void Save(Checkpoint checkpoint)
    {
        var next = Checkpoint + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(checkpoint.ToBytes());
            file.Flush(flushToDisk: true);
        }

        File.Move(next, Checkpoint, overwrite: true);
    }

    /// <summary>The checkpoint of an unfinished job; null if there is none.</summary>
    /// <exception cref="BatchScoringException">It is damaged.</exception>
    public async Task<Checkpoint?> LoadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Checkpoint))
        {
            return null;
        }

        return Checkpoints.Checkpoint.Parse(await File.ReadAllBytesAsync(Checkpoint, cancellationToken))
            is { Format: Checkpoints.Checkpoint.CurrentFormat } read
            ? read
            : throw new BatchScoringException(
                $"'{Checkpoint}' is damaged or of another version; restart the job to begin anew.");
    }

    /// <summary>Forgets an unfinished job.</summary>
    public void Forget()
    {
        File.Delete(Checkpoint);
        File.Delete(PartialOutput);
        File.Delete(PartialRejected);
    }

    /// <summary>Gives finished files their names. Killed at any point, it can be done again.</summary>
    public void Publish(bool hasRejected)
    {
        if (File.Exists(PartialRejected))
        {
            if (hasRejected)
            {
                File.Move(PartialRejected, Rejected, overwrite: true);
            }
            else
            {
                File.Delete(PartialRejected);
                File.Delete(Rejected);
            }
        }

        if (File.Exists(PartialOutput))
        {
            File.Move(PartialOutput, Output, overwrite: true);
        }

        File.Delete(Checkpoint);
    }
}
