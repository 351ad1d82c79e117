/// <summary>
/// What the runtime runs in the tool before its own code (DOTNET_STARTUP_HOOKS; name and place are the runtime's):
/// holds the loading of ONNX Runtime until the process begins to end, and tells whether it may still go on then.
/// </summary>
internal static class StartupHook
{
    /// <summary>Names the file that is written by a loading that went on.</summary>
    public const string WentOnVariable = "TRACKING_TEST_LOADING_WENT_ON";

    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(30);

    // Within this a process that waits for nobody is gone; one that waits, waits.
    private static readonly TimeSpan HeadStartOfTheEnd = TimeSpan.FromMilliseconds(500);

    public static void Initialize()
    {
        var path = Environment.GetEnvironmentVariable(WentOnVariable)!;
        var ends = new ManualResetEventSlim();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ends.Set();
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        {
            if (loaded.LoadedAssembly.GetName().Name == "Microsoft.ML.OnnxRuntime" && ends.Wait(LongestHold))
            {
                new ManualResetEventSlim().Wait(HeadStartOfTheEnd);
                File.WriteAllText(path, "went on");
            }
        };
    }
}
