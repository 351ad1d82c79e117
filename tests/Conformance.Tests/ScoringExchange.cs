using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests;

/// <summary>A scoring request to stock MLflow and what it answered, as recorded.</summary>
internal sealed record ScoringExchange(string Label, int Status, string? ExpectedText, JsonNode Recorded)
{
    /// <summary>All exchanges with one model of the corpus.</summary>
    public static IReadOnlyList<ScoringExchange> Of(string model) =>
        [.. File.ReadLines(Corpus.PathOf("scoring.jsonl"))
            .Select(line => JsonNode.Parse(line)!)
            .Where(recorded => (string?)recorded["model"] == model)
            .Select(recorded => new ScoringExchange(
                $"{recorded["label"]} {recorded["method"]} {recorded["path"]}",
                (int)recorded["status"]!,
                (string?)recorded["response_body"]?["text"],
                recorded))];

    /// <summary>Sends the request again; null if the answer agrees, else what differs.</summary>
    public async Task<string?> ReplayAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod((string)Recorded["method"]!), (string)Recorded["path"]!) { Content = Body() };
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        // Where that server crashed, a clear answer to the caller's mistake is agreement.
        if (Status >= 500 && (int)response.StatusCode is >= 400 and < 500)
        {
            return null;
        }

        return (int)response.StatusCode != Status
            ? $"{Label}: status {(int)response.StatusCode}, recorded {Status}; answer {text}"
            : ScoringAnswers.Agree(ExpectedText, text) ? null : $"{Label}: answered {text}, recorded {ExpectedText}";
    }

    private ByteArrayContent? Body()
    {
        if ((string?)Recorded["method"] != "POST")
        {
            return null;
        }

        var body = Recorded["request_body"];
        var bytes = body?["text"] is { } text ? Encoding.UTF8.GetBytes((string)text!)
            : body?["base64"] is { } base64 ? Convert.FromBase64String((string)base64!)
            : [];
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = Recorded["request_headers"]?["Content-Type"] is { } type
            ? MediaTypeHeaderValue.Parse((string)type!)
            : null;
        return content;
    }
}
