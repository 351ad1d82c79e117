using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>How arrays by name are read: MLflow casts and drops, others take what the model declares.</summary>
internal abstract class NamedReading
{
    public static NamedReading Mlflow { get; } = new CastingReading();

    /// <summary>JSON's own form of the model's types; a name that the model lacks is an error.</summary>
    public static NamedReading Strict { get; } = new StrictReading();

    /// <summary>As the strict one, but a single value is a list of one.</summary>
    public static NamedReading Features { get; } = new FeatureReading();

    /// <summary>What an input's elements are read as.</summary>
    public abstract ElementType TypeOf(LoadedModel model, TensorInfo input);

    /// <summary>Whether names that the model does not know are read over.</summary>
    public abstract bool DropsUnknown(LoadedModel model);

    /// <summary>Appends the value that the reader stands on and gives its shape.</summary>
    public abstract long[] ReadValue(ref Utf8JsonReader reader, ValueBuffer to, ElementType type);

    private sealed class CastingReading : NamedReading
    {
        public override ElementType TypeOf(LoadedModel model, TensorInfo input) => TensorInputs.TypeOf(model, input);

        public override bool DropsUnknown(LoadedModel model) => InputKinds.Of(model) == InputKind.NamedTensors;

        public override long[] ReadValue(ref Utf8JsonReader reader, ValueBuffer to, ElementType type) =>
            JsonValues.AppendNested(ref reader, to);
    }

    private class StrictReading : NamedReading
    {
        public override ElementType TypeOf(LoadedModel model, TensorInfo input) => input.ElementType;

        public override bool DropsUnknown(LoadedModel model) => false;

        public override long[] ReadValue(ref Utf8JsonReader reader, ValueBuffer to, ElementType type) =>
            JsonValues.AppendNested(ref reader, to, type, takesBase64: true);
    }

    private sealed class FeatureReading : StrictReading
    {
        public override long[] ReadValue(ref Utf8JsonReader reader, ValueBuffer to, ElementType type) =>
            base.ReadValue(ref reader, to, type) is { Length: > 0 } shape ? shape : [1];
    }
}
