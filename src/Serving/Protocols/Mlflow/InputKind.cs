using Tracking.Models.Signatures;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>What a model's signature makes of a scoring request.</summary>
internal enum InputKind
{
    /// <summary>No signature: the model's own inputs decide.</summary>
    Unsigned,

    /// <summary>A table of named, typed columns.</summary>
    Columns,

    /// <summary>One array without a name.</summary>
    UnnamedTensor,

    /// <summary>Arrays by name.</summary>
    NamedTensors,
}

/// <summary>Tells the kind of a model.</summary>
internal static class InputKinds
{
    public static InputKind Of(LoadedModel model) => model.Signature?.Inputs switch
    {
        null => InputKind.Unsigned,
        { IsTensors: false } => InputKind.Columns,
        { Tensors: [{ Name: null }] } => InputKind.UnnamedTensor,
        _ => InputKind.NamedTensors,
    };
}
