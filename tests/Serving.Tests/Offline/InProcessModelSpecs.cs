using System.Text;
using System.Text.Json.Nodes;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Offline;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Offline;

public sealed class InProcessModelSpecs
{
    [CorpusTheory]
    [InlineData("onnx_iris")]
    [InlineData("onnx_iris_cols")]
    [InlineData("onnx_nosig")]
    public async Task Every_recorded_request_is_answered_byte_for_byte_as_over_http(string name)
    {
        var uri = new FolderUri(Corpus.PathOf("models", name));
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(uri));
        await using var host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());
        using var http = new HttpClient { BaseAddress = host.Address };
        using var model = await InProcessModel.OpenAsync(uri, cancellationToken: Patience.Token());
        var count = 0;
        foreach (var (type, body) in Recorded(name))
        {
            using var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var response = await http.PostAsync("invocations", content, Patience.Token());
            var online = await response.Content.ReadAsStringAsync(Patience.Token());
            var (offline, failed) = Invoke(model, type, body);
            Assert.Equal(!response.IsSuccessStatusCode, failed);
            Assert.True(failed ? MessageOf(online) == offline : online == offline, $"{online} is not {offline}");
            count++;
        }

        Assert.True(count > 5, $"Only {count} recorded requests.");
    }

    [Fact]
    public async Task A_folder_without_a_model_is_one_line()
    {
        using var folder = new TempFolder();

        var error = await Assert.ThrowsAsync<ServingException>(
            () => InProcessModel.OpenAsync(new FolderUri(folder.Path), cancellationToken: Patience.Token()));

        Assert.Equal(ServingError.ModelUnusable, error.Error);
        Assert.Contains("MLmodel", error.Message);
    }

    private static IEnumerable<(string Type, byte[] Body)> Recorded(string model) =>
        from line in File.ReadLines(Corpus.PathOf("scoring.jsonl"))
        let exchange = JsonNode.Parse(line)!
        where (string?)exchange["model"] == model && (string?)exchange["path"] == "/invocations"
        let type = (string?)exchange["request_headers"]!["Content-Type"]
        let text = (string?)exchange["request_body"]?["text"]
        where (string?)exchange["method"] == "POST" && text is not null && type is not null
        select (type, Encoding.UTF8.GetBytes(text));

    private static (string Text, bool Failed) Invoke(InProcessModel model, string type, byte[] body)
    {
        try
        {
            return (Encoding.UTF8.GetString(model.Invoke(body, type, Patience.Token())), false);
        }
        catch (ServingException error)
        {
            return (error.Message, true);
        }
    }

    /// <summary>Errors of a content type are plain text.</summary>
    private static string MessageOf(string answer) =>
        answer.StartsWith('{') ? (string)JsonNode.Parse(answer)!["message"]! : answer;
}
