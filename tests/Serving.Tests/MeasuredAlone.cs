namespace Tracking.Serving.Tests;

/// <summary>Tests that look at the memory of the whole process: others must not run meanwhile.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
