using Tracking.Serving.BatchScoring;
using Tracking.Serving.BatchScoring.Checkpoints;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.BatchScoring;

/// <summary>Checkpoints of moments that are too short to be met by chance.</summary>
internal static class CheckpointStates
{
    /// <summary>Writes the checkpoint that a finished job on a stream had just before it was removed.</summary>
    public static async Task CompleteAsync(BatchRig rig)
    {
        var identity = await JobIdentity.OfAsync(rig.Model, rig.Job(""), null, Patience.Token());
        var rejected = await File.ReadAllLinesAsync(rig.Rejected);
        JobFiles.Of(rig.Job("")).Save(new Checkpoint
        {
            Format = Checkpoint.CurrentFormat,
            Model = identity.Model,
            Options = identity.Options,
            Position = new InputPosition(22, 1, ""),
            RejectedRows = rejected.Length,
            Output = await PrefixOf(rig.Output),
            Rejected = await PrefixOf(rig.Rejected),
            IsComplete = true,
        });
    }

    private static async Task<FilePrefix> PrefixOf(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        var checksum = new RunningChecksum();
        checksum.Add(bytes);
        return new FilePrefix(bytes.Length, checksum.ToString());
    }
}
