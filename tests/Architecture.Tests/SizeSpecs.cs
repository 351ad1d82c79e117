using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tracking.Architecture.Tests;

public sealed class SizeSpecs
{
    private static readonly IReadOnlyList<string> Product =
        [.. Repository.CodeFiles("src"), .. Repository.CodeFiles("samples")];

    private static readonly IReadOnlyList<string> Everything = [.. Product, .. Repository.CodeFiles("tests")];

    [Fact]
    public void No_file_is_over_its_budget()
    {
        var tooLong = from path in Everything
                      let lines = Repository.Read(path).AsSpan().Count('\n')
                      let limit = SizeBudget.LongFiles.ContainsKey(path)
                          ? SizeBudget.FileLines
                          : SizeBudget.FileLinesWithoutReason
                      where lines > limit
                      select $"{path}: {lines} lines";

        Violations.AssertNone(tooLong);
    }

    [Fact]
    public void The_list_of_long_files_names_only_long_files()
    {
        var needless = SizeBudget.LongFiles.Keys
            .Where(path => Repository.Read(path).AsSpan().Count('\n') <= SizeBudget.FileLinesWithoutReason);

        Violations.AssertNone(needless);
    }

    [Fact]
    public void No_line_is_too_long()
    {
        var tooLong = from path in Everything
                      from line in Repository.Read(path).Split('\n').Index()
                      where line.Item.TrimEnd('\r').Length > SizeBudget.LineCharacters
                      select $"{path}:{line.Index + 1}";

        Violations.AssertNone(tooLong);
    }

    [Fact]
    public void No_method_is_too_long()
    {
        var tooLong = from path in Product
                      from method in Bodies(path)
                      where Lines(method) > SizeBudget.MethodLines
                      select $"{path}: {NameOf(method)} has {Lines(method)} lines";

        Violations.AssertNone(tooLong);
    }

    [Fact]
    public void No_test_is_too_long()
    {
        var tooLong = from path in Repository.CodeFiles("tests")
                      from method in Bodies(path).OfType<MethodDeclarationSyntax>()
                      where method.AttributeLists.Any(list => list.ToString().Contains("Fact")
                          || list.ToString().Contains("Theory"))
                      where Lines(method) > SizeBudget.TestLines
                      select $"{path}: {NameOf(method)} has {Lines(method)} lines";

        Violations.AssertNone(tooLong);
    }

    [Fact]
    public void No_method_takes_too_many_parameters()
    {
        var tooMany = from path in Product
                      from list in Parse(path).DescendantNodes().OfType<ParameterListSyntax>()
                      where list.Parent is not RecordDeclarationSyntax
                      where list.Parameters.Count > SizeBudget.Parameters
                      where !IsNativeImport(list.Parent)
                      select $"{path}: {NameOf(list.Parent!)} takes {list.Parameters.Count}";

        Violations.AssertNone(tooMany);
    }

    private static bool IsNativeImport(SyntaxNode? node) =>
        node is MethodDeclarationSyntax method && method.AttributeLists.ToString().Contains("Import");

    private static IEnumerable<SyntaxNode> Bodies(string path) =>
        Parse(path).DescendantNodes().Where(node =>
            node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax);

    private static SyntaxNode Parse(string path) =>
        CSharpSyntaxTree.ParseText(
            Repository.Read(path),
            CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetRoot();

    private static int Lines(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text + " (constructor)",
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        TypeDeclarationSyntax type => type.Identifier.Text + " (constructor)",
        _ => node.Kind().ToString(),
    };
}
