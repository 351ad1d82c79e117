using Tracking.Client.Runs;

namespace Tracking.Quickstart;

/// <summary>Where to look when it is over, and what to call while it is up.</summary>
internal sealed record NextSteps(
    Uri Tracking, Uri Serving, string Store, string Artifacts, ActiveRun Run, Digit Example)
{
    private const string Cli = "dotnet run --project src/Cli --";

    private const string AsJson = "-H 'Content-Type: application/json'";

    /// <summary>The server keeps what <c>mlflow-artifacts:/path</c> names below its folder.</summary>
    private string PictureFile => Path.Combine(
        Artifacts, new Uri(Run.ArtifactUri).AbsolutePath.TrimStart('/'), TrackedTraining.Picture);

    /// <summary>Lines for a shell that call both servers while they are up.</summary>
    public IEnumerable<string> Calls =>
    [
        $"curl -sf {At(Serving, "ping")}",
        $"curl -sf {At(Serving, "v2/models/digits")}",
        $"curl -sf {At(Serving, "invocations")} {AsJson} -d '{{\"inputs\": [[{string.Join(',', Example.Pixels)}]]}}'",
        $"curl -sf '{At(Tracking, "api/2.0/mlflow/registered-models/alias?name=digits&alias=champion")}'",
        $"curl -sf {At(Tracking, "api/2.0/mlflow/runs/search")} {AsJson} "
            + $"-d '{{\"experiment_ids\": [\"{Run.ExperimentId}\"], "
            + "\"order_by\": [\"metrics.held_out_accuracy DESC\"]}'",
    ];

    /// <summary>For a run that is over.</summary>
    public void PrintForLater(Screen screen)
    {
        screen.Step("Look next");
        screen.Fact("Confusion", PictureFile);
        screen.Line("");
        screen.Line("Both servers stop now; what they kept stays. From the root of the repository:");
        screen.Line("");
        screen.Line($"{Cli} server --backend-store-uri 'sqlite:///{Store}' --artifacts-destination '{Artifacts}'");
        screen.Line($"MLFLOW_TRACKING_URI=http://127.0.0.1:5000 {Cli} serve -m models:/digits@champion -p 5001");
        screen.Line("");
        screen.Line("Or run the quickstart with --keep to browse and call both at once.");
    }

    /// <summary>For servers that stay up.</summary>
    public void PrintForNow(Screen screen)
    {
        screen.Step("Look around");
        screen.Fact("Tracking", Tracking.ToString());
        screen.Fact("Confusion", $"{At(Tracking, $"get-artifact?path={TrackedTraining.Picture}&run_id={Run.Id}")}");
        screen.Fact("Serving", $"{Serving} (answers an image of a {Example.Label})");
        screen.Line("");
        foreach (var call in Calls)
        {
            screen.Line(call);
        }

        screen.Line("");
        screen.Line("Ctrl-C stops both servers.");
    }

    private static Uri At(Uri server, string path) => new(server, path);
}
