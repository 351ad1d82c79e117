using System.Text.Json.Nodes;
using Tracking.Client;

namespace Tracking.Guides;

/// <summary>The code of docs/guides/evaluation-datasets.md.</summary>
internal static class DatasetsGuide
{
    internal static async Task RunAsync(TrackingClient client, string experimentId)
    {
        // snippet: evaluation-datasets
        var dataset = await client.EvaluationDatasets.CreateAsync("questions", experimentIds: [experimentId]);
        await client.EvaluationDatasets.UpsertRecordsAsync(dataset.DatasetId!, new JsonArray(
            new JsonObject
            {
                ["inputs"] = new JsonObject { ["question"] = "What is a run?" },
                ["expectations"] = new JsonObject { ["answer"] = "One execution." },
            }));
        await foreach (var record in client.EvaluationDatasets.ReadRecordsAsync(dataset.DatasetId!))
            Console.WriteLine(record);
        // endsnippet
    }
}
