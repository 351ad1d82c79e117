using Tracking.Benchmarks;

return await BenchmarkCatalogue.RunAsync(args, Console.Out);
