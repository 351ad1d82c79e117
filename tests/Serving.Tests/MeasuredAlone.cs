namespace Tracking.Serving.Tests;

/// <summary>Tests that look at the memory of the whole process, which others that run meanwhile would use too.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
