using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Tests.DotNet;

/// <summary>Compiles what a user of Tracking.Models would write.</summary>
internal static class UserAssembly
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using Tracking.Models.Scoring;
        using Tracking.Models.Tensors;

        """;

    /// <summary>Writes NAME.dll into a folder; it refers to .NET, Tracking.Models and the files given.</summary>
    public static string Compile(string folder, string name, string code, params string[] references)
    {
        Directory.CreateDirectory(folder);
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Usings + code)],
            trusted.Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(IModel).Assembly.Location)
                .Concat(references)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var path = Path.Combine(folder, name + ".dll");
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
