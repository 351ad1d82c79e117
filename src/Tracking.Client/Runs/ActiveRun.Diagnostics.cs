using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Runs;

/// <content>What recorders that belong to a run need of it.</content>
public sealed partial class ActiveRun
{
    /// <summary>The clock of the client.</summary>
    internal TimeProvider Time => _services.Options.Time;

    /// <summary>What sends the client's requests.</summary>
    internal HttpTransport Transport => _services.Api.Transport;

    /// <summary>Registers work to be done, once, while the run is still open. It must not throw.</summary>
    internal void BeforeEnd(Func<CancellationToken, Task> work) => _ending.BeforeEnd(work);
}
