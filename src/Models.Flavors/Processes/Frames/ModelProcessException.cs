using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Processes.Frames;

/// <summary>What a process says when it cannot load or score; the process itself is well.</summary>
internal sealed class ModelProcessException(ScoringFault fault, string message) : Exception(message)
{
    /// <summary>Whose fault it is.</summary>
    public ScoringFault Fault => fault;
}
