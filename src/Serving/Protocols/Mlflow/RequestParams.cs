using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>The parameters of a request as optional inputs of the model: scalars, or lists.</summary>
internal static class RequestParams
{
    /// <summary>
    /// Adds a value for each parameter that the model takes: the one given, else the one that is there, else the
    /// default.
    /// </summary>
    /// <exception cref="ServingException">A value does not fit; MLflow's message.</exception>
    public static Invocation AddTo(Invocation invocation, JsonNode? given, LoadedModel model)
    {
        if (model.Signature?.Params is not { Count: > 0 } declared)
        {
            return invocation;
        }

        try
        {
            var takes = declared
                .Where(spec => model.Scorer.Schema.Inputs.Any(input => input.IsOptional && input.Name == spec.Name))
                .ToList();
            var values = ParamEnforcement.Enforce(takes, given);
            var tensors = takes
                .Where(spec => values[spec.Name] is not null && !IsThere(invocation, spec, given))
                .Select(spec => new NamedTensor(spec.Name, ToTensor(spec, values[spec.Name]!)))
                .ToList();
            return invocation with
            {
                Inputs =
                [
                    .. invocation.Inputs.Where(input => !tensors.Exists(each => each.Name == input.Name)), .. tensors,
                ],
            };
        }
        catch (ScoringException error)
        {
            throw ServingException.Mismatch(error.Message, error);
        }
        catch (ArgumentException error)
        {
            throw ServingException.Malformed("Invalid input. 'params' has a key twice.", error);
        }
    }

    private static bool IsThere(Invocation invocation, ParamSpec spec, JsonNode? given) =>
        (given as JsonObject)?.ContainsKey(spec.Name) != true && invocation.Inputs.Find(spec.Name) is not null;

    private static Tensor ToTensor(ParamSpec spec, JsonNode value)
    {
        var items = value is JsonArray list ? list.ToList() : [value];
        var buffer = ValueBuffer.ForColumn(new ColumnSpec(spec.Name, spec.Type), items.Count);
        foreach (var item in items)
        {
            Append(buffer, item);
        }

        return spec.IsList ? buffer.ToTensor(items.Count) : buffer.ToTensor([]);
    }

    private static void Append(ValueBuffer buffer, JsonNode? value)
    {
        if (buffer.HoldsJson)
        {
            buffer.AppendJson(JsonElement.Parse(value?.ToJsonString() ?? "null"));
            return;
        }

        switch (value?.GetValueKind())
        {
            case JsonValueKind.String:
                buffer.AppendText(value.GetValue<string>());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                buffer.AppendBoolean(value.GetValue<bool>());
                break;
            case JsonValueKind.Number:
                buffer.AppendNumber(Encoding.UTF8.GetBytes(value.ToJsonString()));
                break;
            default:
                buffer.AppendNull();
                break;
        }
    }
}
