using Tracking.TestKit;

namespace Tracking.Projects.Tests.Backends;

/// <summary>Programs that write down how they were called, and then do what a script says.</summary>
internal sealed class FakePrograms : IDisposable
{
    private readonly TempFolder _folder = new();

    public FakePrograms() => Directory.CreateDirectory(Folder);

    /// <summary>For the PATH.</summary>
    public string Folder => _folder["programs"];

    /// <summary>All calls, one a line: the program and its words.</summary>
    public string Calls => File.Exists(_folder["calls"]) ? Read("calls") : "";

    /// <summary>Writes a program; <c>$kept</c> is a folder for its files.</summary>
    public void Write(string name, string script)
    {
        var file = _folder.Write(
            $"programs/{name}",
            $"#!/bin/bash\nkept='{_folder.Path}'\necho {name} \"$@\" >>'{_folder["calls"]}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A file that a program kept.</summary>
    public string Kept(string name) => Read(name);

    public void Dispose() => _folder.Dispose();

    private string Read(string name)
    {
        using var reader = new StreamReader(_folder[name]);
        return reader.ReadToEnd();
    }
}
