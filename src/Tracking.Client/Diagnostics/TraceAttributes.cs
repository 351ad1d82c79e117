using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tracking.Client.Diagnostics;

/// <summary>What traces show besides names and times, under MLflow's names. Does nothing for a null activity.</summary>
public static class TraceAttributes
{
    /// <summary>What went in, shown as the request of the trace if this is its root.</summary>
    /// <param name="activity">As <c>StartActivity</c> gave it.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written, from a source-generated context.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    public static Activity? SetInputs<T>(this Activity? activity, T value, JsonTypeInfo<T> type) =>
        activity is { IsAllDataRequested: true }
            ? activity.SetTag("mlflow.spanInputs", JsonSerializer.Serialize(value, type))
            : activity;

    /// <summary>What came out, shown as the response of the trace if this is its root.</summary>
    /// <param name="activity">As <c>StartActivity</c> gave it.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written, from a source-generated context.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    public static Activity? SetOutputs<T>(this Activity? activity, T value, JsonTypeInfo<T> type) =>
        activity is { IsAllDataRequested: true }
            ? activity.SetTag("mlflow.spanOutputs", JsonSerializer.Serialize(value, type))
            : activity;

    /// <summary>What kind of work it is.</summary>
    /// <param name="activity">As <c>StartActivity</c> gave it.</param>
    /// <param name="spanType">Such as <c>LLM</c>, <c>CHAIN</c>, <c>RETRIEVER</c> or <c>TOOL</c>.</param>
    public static Activity? SetSpanType(this Activity? activity, string spanType) =>
        activity?.SetTag("mlflow.spanType", spanType);
}
