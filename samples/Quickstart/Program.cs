using System.Diagnostics;
using Tracking.Client;
using Tracking.Models.Uris;
using Tracking.Quickstart;
using Tracking.Server;
using Tracking.Serving;

const string Name = "digits";
const string Alias = "champion";
const double WantedAccuracy = 0.95;

return await CommandLine.RunAsync(args, async (options, screen, cancellationToken) =>
{
    var started = Stopwatch.GetTimestamp();
    using var work = new WorkFolder();

    screen.Step("Start a tracking server");
    var kept = Directory.CreateDirectory(options.DataFolder).FullName;
    var (store, artifacts) = (Path.Combine(kept, "tracking.db"), Path.Combine(kept, "artifacts"));
    await using var server = await TrackingServer.StartAsync(
        new TrackingServerOptions { Port = 0, BackendStoreUri = store, ArtifactsDestination = artifacts },
        cancellationToken);
    await using var client = new TrackingClient(new TrackingClientOptions { TrackingUri = server.Address.ToString() });
    screen.Fact("Address", server.Address.ToString());
    screen.Fact("Keeps", kept);

    screen.Step("Train a neural network");
    var plan = new TrainingPlan { Seed = options.Seed };
    var digits = Digits.Split(await Digits.LoadAsync(cancellationToken), plan.Seed);
    await using var run = await client.StartRunAsync(Name, cancellationToken: cancellationToken);
    screen.Fact("Run", $"{run.Name} in experiment {Name}");
    screen.Fact("Images", $"{digits.Training.Length:N0} to train, {digits.Validation.Length} to validate, "
        + $"{digits.HeldOut.Length} held out");
    var network = await new TrackedTraining(run, screen).RunAsync(digits, plan, cancellationToken);
    var expected = network.Predict(digits.HeldOut);

    screen.Step("Write it as ONNX, log and register the model");
    var model = await NetworkExport.SaveAsync(
        network, Path.Combine(work.Path, Name), digits.HeldOut[..3], cancellationToken);
    var exported = Agreement.Between(expected, NetworkExport.Predict(model, digits.HeldOut));
    var logged = await run.LogModelAsync(model, Name, registeredModelName: Name, cancellationToken);
    await run.SetAliasAsync(logged.Version!, Alias, cancellationToken);
    await run.EndAsync(cancellationToken: cancellationToken);
    screen.Fact("ONNX Runtime", exported.ToString());
    screen.Fact("Registered", $"{Name} version {logged.Version!.Version}, alias {Alias}");

    screen.Step("Serve the champion");
    var champion = new ServedModel(ModelUri.Parse($"models:/{Name}@{Alias}"));
    await using var serving = await ServingHost.StartAsync(
        new ServingOptions { Port = 0, Models = { champion } },
        new RegistryModelSource(client, work.Path),
        cancellationToken);
    screen.Fact("Address", serving.Address.ToString());
    screen.Fact("Model", champion.Uri.ToString());

    screen.Step("Score the held-out images over HTTP");
    using var http = new HttpClient { BaseAddress = serving.Address };
    var service = new DigitsService(http);
    var served = await service.PredictAsync(digits.HeldOut, cancellationToken);
    var inferred = await service.InferAsync(Name, digits.HeldOut[0], cancellationToken);
    var latency = await service.MeasureAsync(digits.HeldOut, requests: 300, cancellationToken);
    var agreement = Agreement.Between(expected, served);
    var agreementV2 = Agreement.Between([expected[0]], [inferred]);
    var confusion = ConfusionMatrix.Of(digits.HeldOut, served);
    screen.Fact("Agreement", agreement.ToString());
    screen.Fact("Open Inference", agreementV2.ToString());
    screen.Fact("Accuracy", $"{confusion.Accuracy:P1} ({confusion.Correct} of {confusion.Total})");
    screen.Fact("One image", latency.ToString());

    var works = exported.Holds && agreement.Holds && agreementV2.Holds && confusion.Accuracy >= WantedAccuracy;
    var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    screen.Verdict(works, $"{(works ? "It works" : "Something is wrong")}, after {seconds:0.0} s.");

    var next = new NextSteps(server.Address, serving.Address, store, artifacts, run, digits.HeldOut[0]);
    if (options.Keep)
    {
        next.PrintForNow(screen);
        await CommandLine.UntilStoppedAsync(cancellationToken);
    }
    else
    {
        next.PrintForLater(screen);
    }

    return works;
});
