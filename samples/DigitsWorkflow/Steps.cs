using Tracking.Client.Runs;
using Tracking.Models.Format;
using Tracking.Quickstart;

namespace Tracking.DigitsWorkflow;

/// <summary>The four steps. Each logs to its own run, and leaves its files where the MLproject file has them.</summary>
internal sealed class Steps(ActiveRun run)
{
    private const string Model = "digits";
    private const string Alias = "champion";
    private const string Training = "training.csv";
    private const string Validation = "validation.csv";
    private const string HeldOut = "held-out.csv";

    /// <summary>Splits the images into three files.</summary>
    public static async Task PrepareAsync(int seed, string folder)
    {
        var split = Digits.Split(await Digits.LoadAsync(default), seed);
        Directory.CreateDirectory(folder);
        await DigitsFile.WriteAsync(Path.Join(folder, Training), split.Training);
        await DigitsFile.WriteAsync(Path.Join(folder, Validation), split.Validation);
        await DigitsFile.WriteAsync(Path.Join(folder, HeldOut), split.HeldOut);
    }

    /// <summary>Learns from the training images, and writes the network as an ONNX model.</summary>
    public async Task TrainAsync(string data, TrainingPlan plan, string folder)
    {
        var training = await DigitsFile.ReadAsync(Path.Join(data, Training));
        var validation = await DigitsFile.ReadAsync(Path.Join(data, Validation));
        var network = new DigitsNetwork(plan.HiddenUnits, new Random(plan.Seed));
        foreach (var epoch in Trainer.Train(network, new DigitSplit(training, validation, []), plan))
        {
            await run.LogMetricAsync("train_loss", epoch.Training.Loss, epoch.Epoch);
            await run.LogMetricAsync("val_loss", epoch.Validation.Loss, epoch.Epoch);
            await run.LogMetricAsync("val_accuracy", epoch.Validation.Accuracy, epoch.Epoch);
        }

        await NetworkExport.SaveAsync(network, folder, validation[..3], default);
    }

    /// <summary>Asks ONNX Runtime for the images that no training has seen.</summary>
    public async Task EvaluateAsync(string data, string model)
    {
        var digits = await DigitsFile.ReadAsync(Path.Join(data, HeldOut));
        var predictions = NetworkExport.Predict(await ModelDirectory.OpenAsync(model), digits);
        var confusion = ConfusionMatrix.Of(digits, predictions);
        await run.LogMetricAsync("held_out_accuracy", confusion.Accuracy);
        await run.LogTextAsync(confusion.ToCsv(), "confusion.csv");
        await run.LogTextAsync(confusion.ToSvg(), "confusion.svg");
        Console.WriteLine($"{confusion.Correct} of {confusion.Total} held-out images are read right.");
    }

    /// <summary>Registers a model that is good enough, and makes it the champion.</summary>
    public async Task RegisterAsync(string model, double accuracy, double wanted)
    {
        if (accuracy < wanted)
        {
            throw new InvalidOperationException($"An accuracy of {accuracy} is below the wanted {wanted}.");
        }

        var logged = await run.LogModelAsync(model, Model, registeredModelName: Model);
        await run.SetAliasAsync(logged.Version!, Alias);
        Console.WriteLine($"{Model} version {logged.Version!.Version} is the {Alias}.");
    }
}
