using System.Diagnostics;
using System.Text;
using Tracking.Client.Runs;

namespace Tracking.Quickstart;

/// <summary>Trains while the run keeps a record: parameters first, metrics as they come, files at the end.</summary>
internal sealed class TrackedTraining(ActiveRun run, Screen screen)
{
    /// <summary>Where the picture of the confusion matrix is among the run's artifacts.</summary>
    public const string Picture = "confusion/matrix.svg";

    private const int EpochsPerLine = 5;

    public async Task<DigitsNetwork> RunAsync(DigitSplit digits, TrainingPlan plan, CancellationToken cancellationToken)
    {
        await run.LogParamsAsync(Parameters(digits, plan), cancellationToken);

        var network = new DigitsNetwork(plan.HiddenUnits, new Random(plan.Seed));
        var log = new StringBuilder();
        var started = Stopwatch.GetTimestamp();
        screen.Line("epoch   training loss   accuracy   validation loss   accuracy");
        foreach (var epoch in Trainer.Train(network, digits, plan))
        {
            await run.LogMetricsAsync(Metrics(epoch), epoch.Epoch, cancellationToken);
            log.AppendLine(Line(epoch));
            if (epoch.Epoch == 1 || epoch.Epoch % EpochsPerLine == 0)
            {
                screen.Line(Line(epoch));
            }
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        screen.Fact("Trained", $"{plan.Epochs} epochs in {seconds:0.00} s, each metric of each epoch logged");
        await run.LogMetricAsync("training_seconds", seconds, plan.Epochs, cancellationToken);
        await run.LogTextAsync(log.ToString(), "training.log", cancellationToken);
        await LogConfusionAsync(ConfusionMatrix.Of(digits.HeldOut, network.Predict(digits.HeldOut)), cancellationToken);
        return network;
    }

    private async Task LogConfusionAsync(ConfusionMatrix confusion, CancellationToken cancellationToken)
    {
        await run.LogMetricAsync("held_out_accuracy", confusion.Accuracy, cancellationToken: cancellationToken);
        await run.LogTextAsync(confusion.ToCsv(), "confusion/matrix.csv", cancellationToken);
        await run.LogTextAsync(confusion.ToSvg(), Picture, cancellationToken);
    }

    private static Dictionary<string, object?> Parameters(DigitSplit digits, TrainingPlan plan) => new()
    {
        ["seed"] = plan.Seed,
        ["hidden_units"] = plan.HiddenUnits,
        ["epochs"] = plan.Epochs,
        ["batch_size"] = plan.BatchSize,
        ["optimizer"] = nameof(Adam),
        ["learning_rate"] = plan.LearningRate,
        ["weight_decay"] = plan.WeightDecay,
        ["training_images"] = digits.Training.Length,
        ["validation_images"] = digits.Validation.Length,
        ["held_out_images"] = digits.HeldOut.Length,
    };

    private static Dictionary<string, double> Metrics(EpochResult epoch) => new()
    {
        ["train_loss"] = epoch.Training.Loss,
        ["train_accuracy"] = epoch.Training.Accuracy,
        ["val_loss"] = epoch.Validation.Loss,
        ["val_accuracy"] = epoch.Validation.Accuracy,
    };

    private static string Line(EpochResult epoch) =>
        $"{epoch.Epoch,5}{epoch.Training.Loss,16:0.0000}{epoch.Training.Accuracy,11:P1}"
        + $"{epoch.Validation.Loss,18:0.0000}{epoch.Validation.Accuracy,11:P1}";
}
