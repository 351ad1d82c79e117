using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving.BatchScoring;
using Tracking.Serving.Offline;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.BatchScoring;

/// <summary>A model of two columns, a: double and b: long, that gives back what it is given, and jobs on it.</summary>
internal sealed class BatchRig : IDisposable
{
    private const string Signature = """
        signature:
          inputs: '[{"type": "double", "name": "a", "required": true}, {"type": "long", "name": "b", "required": true}]'
          outputs: null
        """;

    private BatchRig()
    {
    }

    public TempFolder Folder { get; } = new();

    public InProcessModel Model { get; private set; } = null!;

    public string Output => Folder["out.csv"];

    public string Rejected => Output + ".rejected.jsonl";

    public static Task<BatchRig> EchoAsync() => OpenAsync(FunctionScorer.Of(
        new TensorInfo("a", ElementType.Float64, [-1]), new TensorInfo("b", ElementType.Int64, [-1])));

    public static async Task<BatchRig> OpenAsync(IScorer scorer, string? rest = Signature)
    {
        var rig = new BatchRig();
        Directory.CreateDirectory(rig.Folder["model"]);
        rig.Folder.Write("model/MLmodel", $"flavors:\n  onnx:\n    data: model.onnx\n{rest}\n");
        rig.Folder.Write("model/model.onnx", "not opened");
        rig.Model = await InProcessModel.OpenAsync(
            new FolderUri(rig.Folder["model"]),
            null,
            services => services.AddSingleton<ScorerFactory>((_, _) => scorer),
            Patience.Token());
        return rig;
    }

    /// <summary>A job on text, in batches of 3, that is saved after each.</summary>
    public BatchScoringOptions Job(string input) => JobOn(new MemoryStream(Encoding.UTF8.GetBytes(input)));

    public BatchScoringOptions JobOn(Stream input) => new()
    {
        InputStream = input,
        Output = Output,
        BatchSize = 3,
        Workers = 2,
        CheckpointInterval = TimeSpan.Zero,
    };

    public Task<BatchScoringResult> RunAsync(
        BatchScoringOptions job, IProgress<BatchScoringProgress>? progress = null) =>
        BatchScorer.RunAsync(Model, job, progress, TimeProvider.System, Patience.Token());

    public async Task<string> FailAsync(BatchScoringOptions job) =>
        (await Assert.ThrowsAsync<BatchScoringException>(() => RunAsync(job))).Message;

    /// <summary>The lines of the rows that were set aside.</summary>
    public JsonNode[] RejectedRows() => [.. File.ReadAllLines(Rejected).Select(line => JsonNode.Parse(line)!)];

    /// <summary>Rows of the two columns under their header.</summary>
    public static string Rows(int count) =>
        "a,b\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{i / 4.0},{i}\n"));

    public void Dispose()
    {
        Model.Dispose();
        Folder.Dispose();
    }
}
