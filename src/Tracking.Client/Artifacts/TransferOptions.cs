namespace Tracking.Client.Artifacts;

/// <summary>How files are moved.</summary>
public sealed record TransferOptions
{
    /// <summary>Told how far it is; calls come from several threads. Default none.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }
}
