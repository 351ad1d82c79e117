using System.Runtime.CompilerServices;

namespace Tracking.TestKit;

/// <summary>
/// Keeps the spools of clients that tests make, and of processes that they start, out of the user's own.
/// </summary>
internal static class SpoolIsolation
{
#pragma warning disable CA2255 // Test assemblies have no other place for what must stand before every test.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void UseFolderOfThisProcess()
    {
        const string Variable = "TRACKING_SPOOL_DIR";
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            return;
        var folder = new TempFolder();
        Environment.SetEnvironmentVariable(Variable, folder.Path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
    }
}
