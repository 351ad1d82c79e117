using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>
/// A run prepared for one set of input shapes: buffers, native values and names are bound once, so that a call costs
/// two copies and one native call. One caller at a time.
/// </summary>
internal sealed class BoundRun : IDisposable
{
    /// <summary>Inputs and outputs together; above this, copying costs more than binding saves.</summary>
    public const long MaxBytes = 256 * 1024;

    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly BoundTensor?[] _inputs;
    private readonly BoundTensor[] _outputs;
    private RunOptions? _cancellable;

    private BoundRun(InferenceSession session, BoundTensor?[] inputs, BoundTensor[] outputs)
    {
        _session = session;
        _inputs = inputs;
        _outputs = outputs;
        _binding = session.CreateIoBinding();
        foreach (var input in inputs)
        {
            if (input is not null)
            {
                _binding.BindInput(input.Name, input.Value);
            }
        }

        foreach (var output in outputs)
        {
            _binding.BindOutput(output.Name, output.Value);
        }
    }

    /// <summary>Prepares for the shapes of a run that went well, or gives null where they cannot be bound.</summary>
    public static BoundRun? TryCreate(
        InferenceSession session, OnnxModelSchema schema, Tensor?[] inputs, IReadOnlyList<NamedTensor> outputs)
    {
        long bytes = 0;
        for (var i = 0; i < inputs.Length; i++)
        {
            bytes += inputs[i] is { } input ? BytesOf(schema.Inputs[i], input) : 0;
        }

        for (var i = 0; i < outputs.Count; i++)
        {
            bytes += BytesOf(schema.Outputs[i], outputs[i].Tensor);
        }

        return bytes > MaxBytes ? null : new BoundRun(
            session,
            [.. inputs.Select((input, i) => input is null ? null : Bind(schema.Inputs[i], input))],
            [.. outputs.Select((output, i) => Bind(schema.Outputs[i], output.Tensor))]);
    }

    /// <summary>Whether the same inputs are there, each in the shape that is bound.</summary>
    public bool Fits(Tensor?[] inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            var (bound, input) = (_inputs[i], inputs[i]);
            if (bound is null ? input is not null : input is null || !bound.HasShapeOf(input))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs the model on inputs that fit.</summary>
    /// <exception cref="OnnxRuntimeException">Failed, was cancelled, or gave other shapes than are bound.</exception>
    public NamedTensor[] Run(Tensor?[] inputs, RunOptions plainOptions, CancellationToken cancellationToken)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is { } input)
            {
                _inputs[i]!.Write(input);
            }
        }

        if (cancellationToken.CanBeCanceled)
        {
            RunCancellable(cancellationToken);
        }
        else
        {
            _session.RunWithBinding(plainOptions, _binding);
        }

        var results = new NamedTensor[_outputs.Length];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = new NamedTensor(_outputs[i].Name, _outputs[i].Read());
        }

        return results;
    }

    public void Dispose()
    {
        _binding.Dispose();
        _cancellable?.Dispose();
        foreach (var tensor in _inputs.Concat(_outputs))
        {
            tensor?.Dispose();
        }
    }

    private void RunCancellable(CancellationToken cancellationToken)
    {
        var options = _cancellable ??= new RunOptions();
        // Disposing the registration waits for a callback under way; only then is it known whether these are spoilt.
        using (Termination.Register(options, cancellationToken))
        {
            _session.RunWithBinding(options, _binding);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            _cancellable = null;
            options.Dispose();
        }
    }

    private static long BytesOf(Port port, Tensor tensor) =>
        port.Codec is FixedSizeCodec codec ? (long)tensor.Count * codec.Size : MaxBytes + 1;

    private static BoundTensor Bind(Port port, Tensor tensor) =>
        new(port.Info.Name, (FixedSizeCodec)port.Codec, tensor);
}
