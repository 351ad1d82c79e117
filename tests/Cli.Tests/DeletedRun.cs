using System.Net.Http.Json;
using System.Text.Json;

namespace Tracking.Cli.Tests;

/// <summary>A run in the trash.</summary>
internal static class DeletedRun
{
    /// <summary>Makes a run with one artifact, deletes it and gives its id.</summary>
    public static async Task<string> WithFileAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server, "api/2.0/") };
        using var created = await http.PostAsJsonAsync("mlflow/runs/create", new { experiment_id = "0" });
        var run = await created.Content.ReadFromJsonAsync<JsonElement>();
        var id = run.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        using var upload = await http.PutAsync(
            $"mlflow-artifacts/artifacts/0/{id}/artifacts/file", new StringContent("x"));
        upload.EnsureSuccessStatusCode();
        using var deleted = await http.PostAsJsonAsync("mlflow/runs/delete", new { run_id = id });
        deleted.EnsureSuccessStatusCode();
        return id;
    }
}
