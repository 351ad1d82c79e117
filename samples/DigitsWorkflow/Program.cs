using Tracking.Client;
using Tracking.DigitsWorkflow;

var arguments = StepArguments.Parse(args);
await using var client = new TrackingClient();
await using var run = await client.StartRunAsync();
var steps = new Steps(run);
await (arguments.Step switch
{
    "prepare" => Steps.PrepareAsync(arguments.Whole("seed"), arguments.Text("out")),
    "train" => steps.TrainAsync(
        arguments.Text("data"),
        new()
        {
            LearningRate = (float)arguments.Number("learning-rate"),
            Seed = arguments.Whole("seed"),
            Epochs = arguments.Whole("epochs"),
        },
        arguments.Text("out")),
    "evaluate" => steps.EvaluateAsync(arguments.Text("data"), arguments.Text("model")),
    "register" => steps.RegisterAsync(
        arguments.Text("model"), arguments.Number("accuracy"), arguments.Number("wanted")),
    var other => throw new ArgumentException($"Unknown step '{other}'."),
});
