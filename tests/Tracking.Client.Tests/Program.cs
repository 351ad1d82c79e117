using System.Globalization;
using Tracking.Client;
using Tracking.Client.Tests.Spool;

// Started by ProcessEndSpecs as a process of its own: a training job that comes to the end it is told.
await using var client = new TrackingClient(TrackingClientOptions.FromEnvironment() with
{
    BackoffFactor = 0,
    MetricDelay = TimeSpan.FromMilliseconds(int.Parse(
        Environment.GetEnvironmentVariable("TEST_METRIC_DELAY_MS") ?? "60000",
        CultureInfo.InvariantCulture)),
});
switch (args.FirstOrDefault())
{
    case "throw":
        await using (await client.StartRunAsync())
            throw new InvalidDataException("not handled");
    case "throw-elsewhere":
        await client.StartRunAsync();
        new Thread(() => throw new InvalidDataException("not handled")).Start();
        await Task.Delay(Timeout.Infinite);
        return;
    case "forget":
        var forgotten = await client.StartRunAsync();
        await forgotten.LogMetricAsync("last", 1);
        Environment.ExitCode = int.Parse(args[1], CultureInfo.InvariantCulture);
        return;
    case "wait":
        await using (await client.StartRunAsync())
        {
            Console.WriteLine("waiting");
            await Task.Delay(Timeout.Infinite);
        }

        return;
    case "log-until-killed":
        var logged = await client.StartRunAsync();
        Console.WriteLine(logged.Id);
        for (var step = 0; ; step++)
        {
            logged.LogMetric("a", step, step);
            logged.LogMetric("b", step, step);
            if (step % 50 != 49)
                continue;
            Console.WriteLine(step + 1);
            Thread.SpinWait(50_000);
        }

    case "die-in-a-record":
        SpoolJobs.DieInARecord(args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
        return;
    case "log-more-than-fits":
        await SpoolJobs.LogMoreThanFitsAsync(int.Parse(args[1], CultureInfo.InvariantCulture));
        return;
    case "log":
        await SpoolJobs.LogAsync(
            client,
            int.Parse(args[1], CultureInfo.InvariantCulture),
            int.Parse(args[2], CultureInfo.InvariantCulture));
        return;
    case "deliver":
        await SpoolJobs.DeliverAsync(client);
        return;
    case "download":
        try
        {
            await using var downloader = new TrackingClient(
                TrackingClientOptions.FromEnvironment() with { BackoffFactor = 0, CacheFolder = args[3] });
            await downloader.Models.DownloadAsync(Tracking.Models.Uris.ModelUri.Parse(args[1]), args[2]);
        }
        catch (IOException full)
        {
            Console.Error.WriteLine(full.Message);
            Environment.ExitCode = 1;
        }

        return;
    default:
        Console.Error.WriteLine("no such job: " + string.Join(' ', args));
        Environment.ExitCode = 2;
        return;
}
