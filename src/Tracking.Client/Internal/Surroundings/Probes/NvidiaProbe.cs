using System.Globalization;

namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>NVIDIA's GPUs, as <c>nvidia-smi</c> tells them. Where it is not there, it is not asked again.</summary>
internal sealed class NvidiaProbe(TimeProvider time, string program = "nvidia-smi") : ISystemProbe
{
    private const double MegabytesPerMebibyte = 1.048576;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly string[] Arguments =
    [
        "--query-gpu=index,memory.used,memory.total,utilization.gpu,power.draw,enforced.power.limit",
        "--format=csv,noheader,nounits",
    ];

    private bool _isAbsent;

    public async ValueTask MeasureAsync(SystemSample sample, CancellationToken cancellationToken)
    {
        if (_isAbsent)
            return;
        var answer = await ProgramOutput.AskAsync(program, Arguments, Limit, time, cancellationToken);
        _isAbsent = answer is null && !cancellationToken.IsCancellationRequested;
        foreach (var line in (answer ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Add(sample, line.Split(',', StringSplitOptions.TrimEntries));
    }

    public void Dispose()
    {
    }

    private static void Add(SystemSample sample, string[] fields)
    {
        if (fields.Length != 6 || !int.TryParse(fields[0], CultureInfo.InvariantCulture, out var index))
            return;
        var gpu = string.Create(CultureInfo.InvariantCulture, $"gpu_{index}_");
        var (used, total, busy) = (Number(fields[1]), Number(fields[2]), Number(fields[3]));
        var (power, limit) = (Number(fields[4]), Number(fields[5]));
        AddKnown("memory_usage_megabytes", used * MegabytesPerMebibyte);
        AddKnown("memory_usage_percentage", 100 * used / total);
        AddKnown("utilization_percentage", busy);
        AddKnown("power_usage_watts", power);
        AddKnown("power_usage_percentage", 100 * power / limit);

        void AddKnown(string name, double value)
        {
            if (double.IsFinite(value))
                sample.Add(gpu + name, value);
        }
    }

    // Consumer cards answer [N/A] or [Not Supported] for some.
    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
