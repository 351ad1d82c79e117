namespace Tracking.Core.Traces;

/// <summary>The names under which MLflow keeps its own facts of traces.</summary>
public static class TraceKeys
{
    /// <summary>Metadata: the authoritative facts were told, spans change them no more.</summary>
    public const string InfoFinalized = "mlflow.trace.infoFinalized";

    /// <summary>Metadata: the run in which the trace was made.</summary>
    public const string SourceRun = "mlflow.sourceRun";

    public const string Session = "mlflow.trace.session";

    public const string User = "mlflow.trace.user";

    /// <summary>Metadata: tokens by kind, as a JSON object.</summary>
    public const string TokenUsage = "mlflow.trace.tokenUsage";

    /// <summary>Metadata: number and sizes of the spans, as a JSON object.</summary>
    public const string SizeStats = "mlflow.trace.sizeStats";

    /// <summary>Tag: where the trace's files lie.</summary>
    public const string ArtifactLocation = "mlflow.artifactLocation";

    /// <summary>Tag: where the spans are.</summary>
    public const string SpansLocation = "mlflow.trace.spansLocation";

    /// <summary>The value of <see cref="SpansLocation"/> for spans that this server keeps.</summary>
    public const string TrackingStore = "TRACKING_STORE";

    /// <summary>Tag: the name that searches look at.</summary>
    public const string Name = "mlflow.traceName";

    /// <summary>Tag: prompts that the trace used, as a JSON list.</summary>
    public const string LinkedPrompts = "mlflow.linkedPrompts";

    /// <summary>Attribute of every span: the id of its trace.</summary>
    public const string SpanTraceId = "mlflow.traceRequestId";
}
