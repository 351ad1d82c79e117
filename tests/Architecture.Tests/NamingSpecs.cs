using System.Text.RegularExpressions;

namespace Tracking.Architecture.Tests;

public sealed partial class NamingSpecs
{
    [Fact]
    public void Namespaces_follow_the_folders()
    {
        var strays = from path in Repository.CodeFiles("src")
                     let declared = NamespaceDeclaration().Match(Repository.Read(path))
                     where declared.Success
                     let parts = path.Split('/')
                     let expected = string.Join('.', [Repository.AssemblyName(parts[1]), .. parts[2..^1]])
                     where declared.Groups[1].Value != expected
                     select $"{path}: {declared.Groups[1].Value}, expected {expected}";

        Violations.AssertNone(strays);
    }

    [Fact]
    public void Nothing_is_called_after_its_lack_of_a_name()
    {
        var vague = from path in Repository.CodeFiles("src")
                    let name = Path.GetFileNameWithoutExtension(path)
                    where VagueName().IsMatch(name)
                    select path;

        Violations.AssertNone(vague);
    }

    [Fact]
    public void Files_are_named_after_what_they_declare()
    {
        var strays = from path in Repository.CodeFiles("src")
                     let name = Path.GetFileNameWithoutExtension(path).Split('.')[0]
                     where name is not ("Program" or "AssemblyInfo")
                     where !path.StartsWith("src/Tracking.Contracts/", StringComparison.Ordinal)
                     where !Regex.IsMatch(
                         Repository.Read(path),
                         $@"\b(class|record|struct|interface|enum|delegate)\b[^;{{]*?\b{Stem(name)}\b")
                     select path;

        Violations.AssertNone(strays);
    }

    [Fact]
    public void No_comment_says_nothing()
    {
        var empty = from path in Repository.CodeFiles("src")
                    where EmptyDocumentation().IsMatch(Repository.Read(path))
                    select path;

        Violations.AssertNone(empty);
    }

    /// <summary>TensorOfT holds Tensor&lt;T&gt;; OrderTerms holds several types whose names end in OrderTerm.</summary>
    private static string Stem(string name) =>
        name.EndsWith("OfT", StringComparison.Ordinal) ? name[..^3]
        : name.EndsWith('s') ? $@"({name}|\w+{name[..^1]})"
        : name;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex("(Utils?|Utilities|Helpers?|Manager|Misc|Common)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"<(param|returns|summary)[^>/]*>\s*(///\s*)*</")]
    private static partial Regex EmptyDocumentation();
}
