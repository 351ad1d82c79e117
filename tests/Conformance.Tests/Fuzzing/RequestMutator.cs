using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Conformance.Tests.Fuzzing;

/// <summary>Spoils requests: their JSON by its structure, anything by its bytes, targets by their characters.</summary>
internal sealed class RequestMutator(Random random)
{
    /// <summary>JSON that fields rarely expect: edges of numbers, other types, long and odd texts.</summary>
    private static readonly string[] Oddities =
    [
        "null", "true", "0", "-1", "1.5", "1e999", "-1e-999", "9223372036854775807", "9223372036854775808",
        "-9223372036854775809", "NaN", "-Infinity", "\"\"", "\"NaN\"", "\"-0\"", "\"x\"", "[]", "{}", "[null]",
        "[[[[]]]]", "[1,\"a\",{}]", "{\"key\":{\"key\":{}}}", "\"\\ud800\"", "\"\\u0000\"", "\"../../etc/passwd\"",
        "\"%2e%2e%2f\"", "\"' OR 1=1 --\"", "\"metrics.`a` > 1 AND (\"", "\"eyJvZmZzZXQiOiA5OTk5OTk5OTk5OX0=\"",
    ];

    private static readonly string[] TargetParts =
        ["%00", "%ff", "..", "%2e%2e/", "//", "?", "&max_results=-1", "&page_token=%7b", "=", "#", "%", ";", "\u00fc"];

    public RecordedRequest Mutate(RecordedRequest request)
    {
        var kind = random.Next(10);
        if (kind == 0 || request.Body is null)
        {
            request = request with { Target = MutateTarget(request.Target) };
        }

        if (request.Body is not { } body)
        {
            return random.Next(4) > 0 ? request : request with { Body = MutateBytes("{}"u8.ToArray()) };
        }

        return request with { Body = kind < 7 ? MutateJson(body) : MutateBytes(body) };
    }

    /// <summary>One to three places of the document changed; what is no JSON is changed by its bytes.</summary>
    private byte[] MutateJson(byte[] body)
    {
        try
        {
            var document = JsonNode.Parse(body);
            var markers = new Dictionary<string, string>();
            for (var i = random.Next(3); i >= 0; i--)
            {
                document = MutateNode(document, markers);
            }

            // Oddities that no JSON library writes stand as markers until the end.
            var text = document?.ToJsonString() ?? "null";
            return Encoding.UTF8.GetBytes(
                markers.Aggregate(text, (json, marker) => json.Replace($"\"{marker.Key}\"", marker.Value)));
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            return MutateBytes(body);
        }
    }

    private JsonNode? MutateNode(JsonNode? node, Dictionary<string, string> markers)
    {
        if (node is JsonObject { Count: > 0 } fields && random.Next(5) > 0)
        {
            var name = fields.ElementAt(random.Next(fields.Count)).Key;
            MutateField(fields, name, markers);
            return fields;
        }

        if (node is JsonArray { Count: > 0 } items && random.Next(5) > 0)
        {
            var index = random.Next(items.Count);
            if (random.Next(4) == 0)
            {
                items.Insert(index, null);
                return items;
            }

            var item = items[index];
            items.RemoveAt(index);
            items.Insert(index, MutateNode(item, markers));
            return items;
        }

        return Oddity(markers);
    }

    private void MutateField(JsonObject fields, string name, Dictionary<string, string> markers)
    {
        var value = fields[name];
        fields.Remove(name);
        switch (random.Next(6))
        {
            case 0:
                break;
            case 1:
                fields[name + "x"] = value;
                break;
            case 2:
                fields[name] = new JsonArray(value, value?.DeepClone());
                break;
            case 3:
                fields[name] = new string((char)random.Next(32, 0x3000), random.Next(1, 20_000));
                break;
            default:
                fields[name] = MutateNode(value, markers);
                break;
        }
    }

    private JsonValue Oddity(Dictionary<string, string> markers)
    {
        var marker = $"@@{markers.Count}@@";
        markers[marker] = random.Next(20) > 0
            ? Oddities[random.Next(Oddities.Length)]
            : new string('[', random.Next(10, 5_000));
        return JsonValue.Create(marker);
    }

    private byte[] MutateBytes(byte[] body)
    {
        var bytes = body.ToList();
        for (var i = random.Next(4); i >= 0; i--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at + 1));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 200))));
                    break;
                default:
                    bytes.Insert(at, (byte)"{}[]\",:\\0e-\0"[random.Next(12)]);
                    break;
            }
        }

        return [.. bytes];
    }

    private string MutateTarget(string target)
    {
        // The first character stays: a target begins with a slash.
        var at = random.Next(1, target.Length + 1);
        return random.Next(3) switch
        {
            0 => target[..at] + TargetParts[random.Next(TargetParts.Length)] + target[at..],
            1 => target[..at],
            _ => target.Insert(at, new string('a', random.Next(1, 6_000))),
        };
    }
}
