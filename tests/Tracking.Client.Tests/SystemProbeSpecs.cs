using System.Runtime.Versioning;
using Tracking.Client.Internal.Surroundings;
using Tracking.Client.Internal.Surroundings.Probes;
using Tracking.Contracts.Metrics;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public sealed class SystemProbeSpecs : IDisposable
{
    private readonly TempFolder _proc = new();
    private readonly SystemSample _sample = new(null);

    public void Dispose() => _proc.Dispose();

    [Fact]
    public async Task The_processor_is_busy_for_what_was_neither_idle_nor_waiting_since_the_last_look()
    {
        _proc.Write("stat", "cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 1 1 1 1\n");
        using var probe = ProcessorProbe.Find(_proc.Path)!;
        _proc.Write("stat", "cpu  130 10 120 820 110 5 5 0 60 0\ncpu0 1 1 1 1\n");
        await probe.MeasureAsync(_sample, default);
        Assert.Equal([new("system/cpu_utilization_percentage", 35)], _sample.TakeAverages());
    }

    [Fact]
    public async Task Memory_counts_as_used_unless_it_is_available()
    {
        _proc.Write("meminfo", "MemTotal:    8000000 kB\nMemFree: 1 kB\nMemAvailable:   2000000 kB\nBuffers: 5 kB\n");
        using var probe = MemoryProbe.Find(_proc.Path);
        await probe.MeasureAsync(_sample, default);
        Assert.Equal(
            [new("system/system_memory_usage_megabytes", 6144), new("system/system_memory_usage_percentage", 75)],
            _sample.TakeAverages());
    }

    [Fact]
    public async Task The_network_counts_from_the_start_over_all_interfaces()
    {
        const string Head = "Inter-|   Receive  |  Transmit\n face |bytes packets|bytes packets\n";
        _proc.Write("net/dev", Head + "    lo: 1000000 1 0 0 0 0 0 0 2000000 1 0 0 0 0 0 0\n");
        using var probe = NetworkProbe.Find(_proc.Path);
        _proc.Write("net/dev", Head + "    lo: 3000000 1 0 0 0 0 0 0 2500000 1 0 0 0 0 0 0\n"
            + "  eth0: 1500000 9 9 9 9 9 9 9 1000000 9 9 9 9 9 9 9\n");
        await probe.MeasureAsync(_sample, default);
        Assert.Equal([new("system/network_receive_megabytes", 3.5), new("system/network_transmit_megabytes", 1.5)],
            _sample.TakeAverages());
    }

    [ProgramFact("sh")]
    [UnsupportedOSPlatform("windows")]
    public async Task Gpus_are_as_nvidia_smi_tells_and_what_it_does_not_know_is_left_out()
    {
        var program = _proc.Write("nvidia-smi",
            "#!/bin/sh\necho '0, 1000, 4000, 37, 100.5, 300.00'\necho '1, 0, 8000, [N/A], [N/A], [N/A]'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var probe = new NvidiaProbe(TimeProvider.System, program);
        await probe.MeasureAsync(_sample, default);
        Assert.Equal(
        [
            new("system/gpu_0_memory_usage_megabytes", 1048.6), new("system/gpu_0_memory_usage_percentage", 25),
            new("system/gpu_0_utilization_percentage", 37), new("system/gpu_0_power_usage_watts", 100.5),
            new("system/gpu_0_power_usage_percentage", 33.5), new("system/gpu_1_memory_usage_megabytes", 0),
            new("system/gpu_1_memory_usage_percentage", 0),
        ], _sample.TakeAverages());
    }

    [Fact]
    public async Task A_machine_without_gpus_or_proc_is_measured_by_what_there_is()
    {
        using var probes = SystemProbes.OfThisMachine(TimeProvider.System, _proc["none"]);
        await probes.MeasureAsync(_sample, default);
        var names = _sample.TakeAverages().Select(each => each.Key).ToList();
        Assert.Contains("system/disk_usage_percentage", names);
        Assert.Contains("system/system_memory_usage_megabytes", names);
        Assert.DoesNotContain("system/cpu_utilization_percentage", names);
        Assert.DoesNotContain(names, name => name.Contains("gpu", StringComparison.Ordinal));
    }

    [Fact]
    public void Samples_are_averaged_under_the_nodes_name_and_then_forgotten()
    {
        var sample = new SystemSample("n1");
        sample.Add("x", 1);
        sample.Add("x", 2);
        Assert.Equal([new("system/n1/x", 1.5)], sample.TakeAverages());
        Assert.Empty(sample.TakeAverages());
    }

    [Fact]
    public void A_resumed_run_counts_on_after_its_last_step()
    {
        Assert.Equal(0, SystemMetricsMonitor.NextStep([new Metric { Key = "loss", Step = 9 }]));
        Assert.Equal(8, SystemMetricsMonitor.NextStep(
            [new Metric { Key = "system/a", Step = 3 }, new Metric { Key = "system/n1/b", Step = 7 }]));
    }
}
