using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Declared;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Processes.Frames;

/// <summary>Requests and answers of a model's process, one after the other. Not safe for concurrent calls.</summary>
internal sealed class ScoreExchange(FrameStream frames, TensorEncoding encoding)
{
    /// <summary>The version of what is said here and in docs/guides/models.md.</summary>
    public const int Protocol = 1;

    private const int LongestMessage = 4_000;
    private long _id;

    /// <summary>Tells the process its model and waits until that is loaded.</summary>
    /// <exception cref="ModelProcessException">It cannot load it; says why.</exception>
    /// <exception cref="InvalidDataException">It answers something else.</exception>
    /// <exception cref="IOException">It has gone.</exception>
    public void Load(JsonObject about)
    {
        var request = (JsonObject)about.DeepClone();
        request["verb"] = "load";
        request["protocol"] = Protocol;
        request["id"] = _id;
        frames.Write(JsonSerializer.SerializeToUtf8Bytes(request, JsonContext.Default.JsonObject), 0, null);
        using var answer = ReadAnswer(out _);
        var version = answer.RootElement.TryGetProperty("protocol", out var stated)
            && stated.ValueKind == JsonValueKind.Number && stated.TryGetInt32(out var number) ? number : 0;
        if (version != Protocol)
        {
            throw new InvalidDataException($"it speaks protocol {version}; expected {Protocol}");
        }
    }

    /// <summary>Scores one batch.</summary>
    /// <exception cref="ModelProcessException">The model failed or refused; says why.</exception>
    /// <exception cref="FrameTooLargeException">The request is too large to be sent.</exception>
    /// <exception cref="InvalidDataException">The answer is none.</exception>
    /// <exception cref="IOException">The process has gone.</exception>
    public IReadOnlyList<NamedTensor> Score(IReadOnlyList<NamedTensor> inputs, IReadOnlyList<string>? outputs)
    {
        _id++;
        var head = new ArrayBufferWriter<byte>();
        var bodyBytes = WriteHead(head, inputs, outputs);
        frames.Write(head.WrittenSpan, bodyBytes, encoding == TensorEncoding.Json ? null : to => WriteBody(to, inputs));
        using var answer = ReadAnswer(out var body);
        if (!answer.RootElement.TryGetProperty("outputs", out var given) || given.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException("its answer has no list 'outputs'");
        }

        var results = new List<NamedTensor>(given.GetArrayLength());
        var inBody = new List<Tensor>();
        foreach (var item in given.EnumerateArray())
        {
            var (result, isInBody) = TensorHead.Read(item, ref body);
            results.Add(result);
            if (isInBody)
            {
                inBody.Add(result.Tensor);
            }
        }

        if (body != 0)
        {
            throw new InvalidDataException($"its answer has {body} bytes that belong to no output");
        }

        inBody.ForEach(ReadElements);
        return results;
    }

    private static void WriteBody(Stream to, IReadOnlyList<NamedTensor> inputs)
    {
        foreach (var (_, tensor) in inputs)
        {
            if (tensor.ElementType is not (ElementType.String or ElementType.Json))
            {
                to.Write(TensorAccess.Of(tensor.ElementType).Bytes(tensor));
            }
        }
    }

    private long WriteHead(
        ArrayBufferWriter<byte> to, IReadOnlyList<NamedTensor> inputs, IReadOnlyList<string>? outputs)
    {
        using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WriteString("verb", "score");
        json.WriteNumber("id", _id);
        if (outputs is not null)
        {
            json.WriteStartArray("outputs");
            foreach (var name in outputs)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("inputs");
        var bytes = inputs.Sum(input => TensorHead.Write(json, input, encoding));
        json.WriteEndArray();
        json.WriteEndObject();
        return bytes;
    }

    private void ReadElements(Tensor tensor)
    {
        var bytes = TensorAccess.Of(tensor.ElementType).Bytes(tensor);
        frames.ReadBody(bytes);
        if (tensor.ElementType == ElementType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            throw new InvalidDataException("its answer has a boolean that is neither 0 nor 1");
        }
    }

    private JsonDocument ReadAnswer(out long bodyBytes)
    {
        var (head, body) = frames.ReadHead();
        bodyBytes = body;
        JsonDocument? answer = null;
        try
        {
            answer = JsonDocument.Parse(head);
            return Checked(answer);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("its answer is no JSON", error);
        }
        catch
        {
            answer?.Dispose();
            throw;
        }
    }

    private JsonDocument Checked(JsonDocument answer)
    {
        var root = answer.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("id", out var id)
            || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number) || number != _id)
        {
            throw new InvalidDataException($"its answer is not for request {_id}");
        }

        return root.TryGetProperty("error", out var error) ? throw ErrorOf(error) : answer;
    }

    private static ModelProcessException ErrorOf(JsonElement error)
    {
        string? Text(string key) =>
            error.ValueKind == JsonValueKind.Object && error.TryGetProperty(key, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        var message = (Text("message") ?? "it gave no reason").ReplaceLineEndings(" ");
        return new ModelProcessException(
            Text("fault") == "input" ? ScoringFault.InvalidInput : ScoringFault.ModelFailed,
            message.Length > LongestMessage ? message[..LongestMessage] + "…" : message);
    }
}
