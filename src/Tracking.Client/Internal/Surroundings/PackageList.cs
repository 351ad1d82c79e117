using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracking.Client.Internal.Surroundings;

/// <summary>
/// The program's packages and their versions, as its <c>.deps.json</c> has them: what
/// <c>environment/packages.json</c> holds.
/// </summary>
internal static class PackageList
{
    internal const string ArtifactFile = "environment/packages.json";

    private const int MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>JSON, of this process. Single-file and native programs have no list, and tell no packages.</summary>
    internal static byte[] OfProcess()
    {
        var entry = Assembly.GetEntryAssembly()?.GetName();
        var files = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string)?.Split(';') ?? [];
        var own = files.FirstOrDefault(file => Path.GetFileName(file) == $"{entry?.Name}.deps.json");
        var list = new JsonObject
        {
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["runtime_identifier"] = RuntimeInformation.RuntimeIdentifier,
            ["os"] = RuntimeInformation.OSDescription,
        };
        if (entry is not null)
            list["entry_assembly"] = new JsonObject { ["name"] = entry.Name, ["version"] = entry.Version?.ToString() };
        if (own is not null && Read(own) is { } packages)
            list["packages"] = packages;
        return Print(list);
    }

    private static byte[] Print(JsonObject list)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
            list.WriteTo(writer);
        return text.ToArray();
    }

    /// <summary>Names and versions, by name; null where the file is missing, too large or no such file.</summary>
    internal static JsonObject? Read(string depsFile)
    {
        try
        {
            if (new FileInfo(depsFile) is not { Exists: true, Length: <= MaxFileBytes })
                return null;
            using var document = JsonDocument.Parse(File.ReadAllBytes(depsFile));
            return document.RootElement.TryGetProperty("libraries", out var libraries)
                ? new JsonObject(libraries.EnumerateObject()
                    .Where(library => library.Value.GetProperty("type").GetString() == "package")
                    .Select(library => library.Name.Split('/', 2))
                    .Where(parts => parts.Length == 2)
                    .OrderBy(parts => parts[0], StringComparer.OrdinalIgnoreCase)
                    .Select(parts => KeyValuePair.Create(parts[0], (JsonNode?)parts[1])))
                : null;
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            // The list is a courtesy; a run must not fail for it.
            return null;
        }
    }
}
