using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tracking.Models.Signatures;
using Tracking.Models.Uris;
using Tracking.Serving.BatchScoring;
using Tracking.Serving.Offline;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.BatchScoring;

/// <summary>What a batch gives is, digit for digit, what the host answers the same rows.</summary>
public sealed class OnlineEqualitySpecs
{
    private const int BatchSize = 7;
    private const int Rows = 60;

    [CorpusTheory]
    [InlineData("onnx_iris", RowFormat.Csv)]
    [InlineData("onnx_iris", RowFormat.JsonLines)]
    [InlineData("onnx_iris_cols", RowFormat.Csv)]
    [InlineData("onnx_iris_cols", RowFormat.JsonLines)]
    [InlineData("onnx_nosig", RowFormat.Csv)]
    [InlineData("onnx_nosig", RowFormat.JsonLines)]
    public async Task On_every_model_of_the_corpus(string name, RowFormat format)
    {
        using var folder = new TempFolder();
        var uri = new FolderUri(Corpus.PathOf("models", name));
        using var model = await InProcessModel.OpenAsync(uri, cancellationToken: Patience.Token());
        var rows = RandomRows(NamesOf(model), format);
        var online = await OnlineAsync(uri, FormOf(model, format), rows);

        await BatchScorer.RunAsync(model, new BatchScoringOptions
        {
            InputStream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', rows))),
            InputFormat = format,
            Output = folder["out.jsonl"],
            OutputFormat = RowFormat.JsonLines,
            BatchSize = BatchSize,
        });

        Assert.NotEmpty(online);
        Assert.Equal(online, await WrittenAsync(folder["out.jsonl"]));
    }

    private static async Task<Dictionary<string, List<string>>> WrittenAsync(string path)
    {
        var numbers = new Dictionary<string, List<string>>();
        var lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(Rows, lines.Length);
        foreach (var line in lines)
        {
            AddNumbers(JsonDocument.Parse(line).RootElement, "", numbers);
        }

        return numbers;
    }

    private static async Task<Dictionary<string, List<string>>> OnlineAsync(
        FolderUri uri, OnlineForm form, List<string> rows)
    {
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(uri));
        await using var host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());
        using var http = new HttpClient { BaseAddress = host.Address };
        var numbers = new Dictionary<string, List<string>>();
        foreach (var batch in rows.Skip(form == OnlineForm.Records ? 0 : 1).Chunk(BatchSize))
        {
            using var content = new StringContent(BodyOf(form, rows[0], batch));
            content.Headers.ContentType =
                new MediaTypeHeaderValue(form == OnlineForm.Csv ? "text/csv" : "application/json");
            using var response = await http.PostAsync("invocations", content, Patience.Token());
            var text = await response.Content.ReadAsStringAsync(Patience.Token());
            AddNumbers(JsonDocument.Parse(text).RootElement.GetProperty("predictions"), "", numbers);
        }

        return numbers;
    }

    /// <summary>Online, a signature of tensors takes no CSV; the same rows go in as JSON.</summary>
    private static OnlineForm FormOf(InProcessModel model, RowFormat format) =>
        format != RowFormat.Csv ? OnlineForm.Records
        : model.Signature?.Inputs is { IsTensors: true } ? OnlineForm.Split
        : OnlineForm.Csv;

    private static string BodyOf(OnlineForm form, string header, string[] rows) => form switch
    {
        OnlineForm.Csv => $"{header}\n{string.Join('\n', rows)}",
        OnlineForm.Split => $"{{\"dataframe_split\":{{\"columns\":[\"{header.Replace(",", "\",\"")}\"],"
            + $"\"data\":[[{string.Join("],[", rows)}]]}}}}",
        _ => $"{{\"dataframe_records\":[{string.Join(',', rows)}]}}",
    };

    private static string[] NamesOf(InProcessModel model) => model.Signature?.Inputs switch
    {
        ModelSchema { IsTensors: false } columns => [.. columns.Columns.Select(column => column.Name!)],
        _ when model.Schema.Inputs.Count > 1 => [.. model.Schema.Inputs.Select(input => input.Name)],
        _ => ["a", "b", "c", "d"],
    };

    /// <summary>Numbers as people, spreadsheets and programs write them.</summary>
    private static List<string> RandomRows(string[] names, RowFormat format)
    {
        var random = new Random(42);
        string Number() => random.Next(6) switch
        {
            0 => random.Next(-9, 9).ToString(CultureInfo.InvariantCulture),
            1 => random.NextSingle().ToString("R", CultureInfo.InvariantCulture),
            2 => random.NextDouble().ToString("E17", CultureInfo.InvariantCulture),
            3 => "-0",
            4 => "1234567890.12345678901234567890",
            _ => (random.NextDouble() * 8).ToString("F2", CultureInfo.InvariantCulture),
        };
        var rows = Enumerable.Range(0, Rows).Select(_ => names.Select(_ => Number()).ToArray());
        return format == RowFormat.Csv
            ? [string.Join(',', names), .. rows.Select(row => string.Join(',', row))]
            : [.. rows.Select(row => names.Zip(row, (name, value) => $"\"{name}\":{value}"))
                .Select(members => $"{{{string.Join(',', members)}}}")];
    }

    private static void AddNumbers(JsonElement value, string name, Dictionary<string, List<string>> to)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    AddNumbers(member.Value, member.Name, to);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    AddNumbers(item, name, to);
                }

                break;
            default:
                if (!to.TryGetValue(name, out var numbers))
                {
                    to[name] = numbers = [];
                }

                numbers.Add(value.GetRawText());
                break;
        }
    }

    private enum OnlineForm
    {
        Csv,
        Split,
        Records,
    }
}
