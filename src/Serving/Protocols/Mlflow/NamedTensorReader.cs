using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads arrays by name: one object of whole arrays, or a list of objects with one row of each.</summary>
internal sealed class NamedTensorReader(LoadedModel model, RequestMemory memory)
{
    private readonly List<TensorBuilder> _builders = [];

    /// <summary>Reads {"name": array, ...}.</summary>
    public List<NamedTensor> ReadObject(ref Utf8JsonReader reader)
    {
        ReadOne(ref reader);
        var inputs = new List<NamedTensor>(_builders.Count);
        foreach (var builder in _builders)
        {
            if (builder.Items > 1)
            {
                throw ServingException.Malformed($"Invalid input. '{builder.Name}' is given twice.");
            }

            inputs.Add(new NamedTensor(builder.Name, builder.Build(builder.ItemShape)));
        }

        return inputs;
    }

    /// <summary>Reads [{"name": row, ...}, ...] and stacks the rows.</summary>
    public List<NamedTensor> ReadRows(ref Utf8JsonReader reader)
    {
        var rows = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw ServingException.Malformed($"Invalid input. Row {rows} is not an object, as the rows before it are.");
            }

            ReadOne(ref reader);
            rows++;
            CheckComplete(rows);
        }

        return _builders.ConvertAll(
            builder => new NamedTensor(builder.Name, builder.Build([rows, .. builder.ItemShape])));
    }

    private void ReadOne(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var builder = Find(ref reader);
            if (builder is null)
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            builder.Append(ref reader, coerce: true);
        }
    }

    /// <summary>The builder of the property's input; null for one that a signature says nothing of: MLflow drops it.</summary>
    private TensorBuilder? Find(ref Utf8JsonReader reader)
    {
        foreach (var builder in _builders)
        {
            if (reader.ValueTextEquals(builder.Name))
            {
                return builder;
            }
        }

        foreach (var input in model.Scorer.Schema.Inputs)
        {
            if (reader.ValueTextEquals(input.Name))
            {
                var added = memory.Own(TensorBuilder.For(input.Name, input.ElementType));
                _builders.Add(added);
                return added;
            }
        }

        return InputKinds.Of(model) == InputKind.NamedTensors
            ? null
            : throw ServingException.Malformed(
                $"Invalid input. Model '{model.Name}' has no input '{reader.GetString()}'; it takes "
                + $"{PythonTypes.List(model.Scorer.Schema.Inputs.Select(input => input.Name))}.");
    }

    private void CheckComplete(int rows)
    {
        foreach (var builder in _builders)
        {
            if (builder.Items != rows)
            {
                throw ServingException.Malformed(
                    $"Invalid input. Rows differ in their keys: '{builder.Name}' is in {builder.Items} of {rows} rows.");
            }
        }
    }
}
