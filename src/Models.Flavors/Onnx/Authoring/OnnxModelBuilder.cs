using Google.Protobuf;
using Tracking.Models.Flavors.Onnx.Authoring.Inference;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>
/// Writes an ONNX model node by node. A node takes only values that exist already, so that every graph is acyclic and
/// in order by construction; what is wrong is said at the call that is wrong. Not safe for concurrent calls.
/// </summary>
public sealed class OnnxModelBuilder
{
    // Protobuf refuses messages of 2 GiB and more; the rest of the file is left 16 MiB of it.
    private const long MaxInitializerBytes = int.MaxValue - (16L << 20);

    private readonly OnnxModelOptions _options;
    private readonly GraphProto _graph;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outputs = new(StringComparer.Ordinal);
    private long _initializerBytes;

    /// <summary>Begins an empty graph.</summary>
    /// <param name="graphName">What the graph is called, not blank.</param>
    /// <param name="options">Versions and description; the defaults load in any ONNX Runtime since 1.12.</param>
    /// <exception cref="ArgumentException">A version is out of range, or the name is blank.</exception>
    public OnnxModelBuilder(string graphName, OnnxModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(graphName);
        _options = options ?? new OnnxModelOptions();
        _options.Validate();
        _graph = new GraphProto { Name = graphName };
    }

    /// <summary>Adds a tensor that callers feed.</summary>
    /// <param name="name">Unique within the graph.</param>
    /// <param name="type">Of its elements.</param>
    /// <param name="shape">Such as <c>"batch", 64</c>; nothing for a scalar.</param>
    /// <exception cref="ArgumentException">The name is taken or blank.</exception>
    public OnnxValue Input(string name, ElementType type, params ReadOnlySpan<OnnxDim> shape)
    {
        var value = Define(name, new TensorType(type, shape.ToArray()));
        _graph.Input.Add(ValueDescription.Of(name, type, shape));
        return value;
    }

    /// <summary>Adds a tensor that the file holds: a weight or a constant.</summary>
    /// <param name="name">Unique within the graph.</param>
    /// <param name="tensor">Copied.</param>
    /// <exception cref="ArgumentException">The name is taken or blank, or the file would exceed 2 GiB.</exception>
    public OnnxValue Initializer(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var encoded = TensorEncoding.Encode(name, tensor);
        if (_initializerBytes + encoded.RawData.Length > MaxInitializerBytes)
        {
            throw new ArgumentException(
                $"Initializer '{name}' of {encoded.RawData.Length} bytes would make the file exceed 2 GiB.");
        }

        var type = new TensorType(tensor.ElementType, [.. tensor.Shape.ToArray().Select(OnnxDim.FromInt64)]);
        var value = Define(name, type, tensor);
        _initializerBytes += encoded.RawData.Length;
        _graph.Initializer.Add(encoded);
        return value;
    }

    /// <summary>Adds a tensor of fixed-size elements that the file holds.</summary>
    /// <typeparam name="T">One of the types listed at <see cref="Tensor{T}"/>.</typeparam>
    /// <param name="name">Unique within the graph.</param>
    /// <param name="data">Row-major; copied.</param>
    /// <param name="shape">Extents whose product is the number of elements; nothing for a scalar.</param>
    /// <exception cref="ArgumentException">The name is taken or blank, or the shape holds another number.</exception>
    public OnnxValue Initializer<T>(string name, T[] data, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        var expected = Tensor.CountOf(shape);
        return expected == data.Length
            ? Initializer(name, new Tensor<T>(data, shape.ToArray()))
            : throw new ArgumentException(
                $"Initializer '{name}' of shape [{string.Join(", ", shape.ToArray())}] holds {expected} elements, "
                + $"got {data.Length}.");
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operatorName">One of ONNX's own, such as <c>Gemm</c>; case matters.</param>
    /// <param name="inputs">In the operator's order.</param>
    /// <param name="attributes">Those that differ from the operator's defaults: <c>("transB", 1)</c>.</param>
    /// <returns>What the node gives.</returns>
    /// <exception cref="ArgumentException">An input is not of this graph or does not fit the operator.</exception>
    public OnnxValue Node(
        string operatorName,
        IReadOnlyList<OnnxValue> inputs,
        params ReadOnlySpan<(string Name, OnnxAttributeValue Value)> attributes) =>
        Add(new OnnxNode(operatorName, inputs) { Attributes = attributes.ToArray() })[0];

    /// <summary>Adds a node of any domain with any number of outputs.</summary>
    /// <param name="node">What to add.</param>
    /// <returns>What the node gives, in its order.</returns>
    /// <exception cref="ArgumentException">
    /// An input is not of this graph or does not fit the operator, an output's name is taken, or the domain is not
    /// imported.
    /// </exception>
    public IReadOnlyList<OnnxValue> Add(OnnxNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentException.ThrowIfNullOrWhiteSpace(node.Operator);
        var name = $"{node.Operator}_{_graph.Node.Count + 1}";
        Check(node, name);
        var inferred = OperatorInference.Infer(node, name);
        var encoded = new NodeProto { Name = name, OpType = node.Operator, Domain = node.Domain };
        encoded.Attribute.AddRange(node.Attributes.Select(attribute => attribute.Value.Named(attribute.Name)));
        encoded.Input.AddRange(node.Inputs.Select(input => input.Name));
        var outputs = node.Outputs.Count > 0 ? node.Outputs : [FreeName(name)];
        encoded.Output.AddRange(outputs);
        var values = outputs.Count == 1 ? [Define(outputs[0], inferred)] : Define(outputs);
        _graph.Node.Add(encoded);
        return values;
    }

    /// <summary>Declares a value as one that callers get; type and shape are as the operators give them.</summary>
    /// <param name="value">Of this graph.</param>
    /// <exception cref="ArgumentException">
    /// The value is of another graph or an output already, or nobody knows its type, which must then be stated.
    /// </exception>
    public OnnxModelBuilder Output(OnnxValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Type is not { Shape: { } shape } type && !value.IsNone && value.IsOf(this)
            ? throw new ArgumentException(
                $"The type or rank of output '{value.Name}' cannot be told from its operator; state them.")
            : Output(value, value.Type?.Element ?? default, [.. value.Shape ?? []]);
    }

    /// <summary>Declares a value as one that callers get, with a type and shape of one's own.</summary>
    /// <param name="value">Of this graph.</param>
    /// <param name="type">Of its elements, as the operators give it.</param>
    /// <param name="shape">Such as <c>"batch", 10</c>; nothing for a scalar.</param>
    /// <exception cref="ArgumentException">
    /// The value is of another graph or an output already, or its operator gives another type or shape.
    /// </exception>
    public OnnxModelBuilder Output(OnnxValue value, ElementType type, params ReadOnlySpan<OnnxDim> shape)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!value.IsOf(this))
        {
            throw new ArgumentException($"Output '{value.Name}' is not a value of graph '{_graph.Name}'.");
        }

        if (value.Type?.Contradiction(new TensorType(type, shape.ToArray())) is { } contradiction)
        {
            throw new ArgumentException($"Output '{value.Name}' {contradiction}.");
        }

        if (!_outputs.Add(value.Name))
        {
            throw new ArgumentException($"Graph '{_graph.Name}' has an output named '{value.Name}' already.");
        }

        _graph.Output.Add(ValueDescription.Of(value.Name, type, shape));
        return this;
    }

    /// <summary>The value of a name.</summary>
    /// <param name="name">As given at <see cref="Input"/>, an initializer or a node.</param>
    /// <exception cref="ArgumentException">The graph has no such value; the message lists what it has.</exception>
    public OnnxValue Value(string name) => _values.TryGetValue(name, out var value)
        ? value
        : throw new ArgumentException(
            $"Graph '{_graph.Name}' has no value named '{name}'; it has {string.Join(", ", _values.Keys.Take(20))}.");

    /// <summary>The model as the bytes of an ONNX file.</summary>
    /// <exception cref="InvalidOperationException">No output has been declared.</exception>
    public byte[] ToBytes() => Build().ToByteArray();

    /// <summary>The model as the bytes of an ONNX file, after ONNX Runtime has loaded them.</summary>
    /// <exception cref="InvalidOperationException">
    /// No output has been declared, or ONNX Runtime refuses the model; the message says why.
    /// </exception>
    public byte[] ToValidBytes()
    {
        var bytes = ToBytes();
        OnnxModelValidation.Load(bytes, _graph.Name);
        return bytes;
    }

    /// <summary>
    /// Writes the model to a file once ONNX Runtime has loaded it; the file appears whole or not at all, an older one
    /// is replaced.
    /// </summary>
    /// <param name="path">Its folder exists.</param>
    /// <param name="cancellationToken">Leaves no file behind.</param>
    /// <exception cref="InvalidOperationException">No output, or ONNX Runtime refuses the model.</exception>
    /// <exception cref="IOException">The folder does not exist, or the disk is full.</exception>
    public Task WriteToAsync(string path, CancellationToken cancellationToken = default) =>
        WholeFile.WriteAsync(path, ToValidBytes(), cancellationToken);

    internal ModelProto Build()
    {
        if (_graph.Output.Count == 0)
        {
            throw new InvalidOperationException($"Graph '{_graph.Name}' has no output; declare one with Output(...).");
        }

        var model = new ModelProto
        {
            IrVersion = _options.IrVersion,
            ProducerName = _options.ProducerName,
            ProducerVersion = _options.ProducerVersion,
            DocString = _options.Description,
            Graph = _graph.Clone(),
        };
        model.Graph.ValueInfo.AddRange(Between());
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = _options.Opset });
        model.OpsetImport.AddRange(_options.Opsets.Select(
            import => new OperatorSetIdProto { Domain = import.Key, Version = import.Value }));
        model.MetadataProps.AddRange(_options.Metadata.Select(
            property => new StringStringEntryProto { Key = property.Key, Value = property.Value }));
        return model;
    }

    /// <summary>What is known of values between nodes, for those who read the file.</summary>
    private IEnumerable<ValueInfoProto> Between() => _graph.Node
        .SelectMany(node => node.Output)
        .Where(name => !_outputs.Contains(name))
        .Select(name => _values[name])
        .Where(value => value.Type?.Shape is not null)
        .Select(value => ValueDescription.Of(value.Name, value.Type!.Element, [.. value.Type.Shape!]));

    private void Check(OnnxNode node, string name)
    {
        if (node.Domain.Length > 0 && !_options.Opsets.ContainsKey(node.Domain))
        {
            throw new ArgumentException(
                $"Node '{name}' is of domain '{node.Domain}', which the model does not import; name it in Opsets.");
        }

        if (node.Inputs.FirstOrDefault(input => !input.IsNone && !input.IsOf(this)) is { } stranger)
        {
            throw new ArgumentException(
                $"Node '{name}' takes '{stranger.Name}', which is not a value of graph '{_graph.Name}'.");
        }

        if (node.Attributes.Select(attribute => attribute.Name).GroupBy(key => key).FirstOrDefault(
            same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Node '{name}' has the attribute '{twice.Key}' twice.");
        }
    }

    private OnnxValue Define(string name, TensorType? type, Tensor? constant = null)
    {
        CheckNames([name]);
        return _values[name] = new OnnxValue(this, name, type, constant);
    }

    private OnnxValue[] Define(IReadOnlyList<string> names)
    {
        CheckNames(names);
        return [.. names.Select(name => _values[name] = new OnnxValue(this, name))];
    }

    private void CheckNames(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            if (_values.ContainsKey(name) || names.Count(other => other == name) > 1)
            {
                throw new ArgumentException($"Graph '{_graph.Name}' has a value named '{name}' already.");
            }
        }
    }

    internal string FreeName(string wanted)
    {
        var name = wanted;
        for (var suffix = 2; _values.ContainsKey(name); suffix++)
        {
            name = $"{wanted}_{suffix}";
        }

        return name;
    }
}
