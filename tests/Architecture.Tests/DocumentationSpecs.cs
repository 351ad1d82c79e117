using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tracking.Architecture.Tests;

public sealed class DocumentationSpecs
{
    [Fact]
    public void Every_package_has_its_reason_and_licence()
    {
        var reasons = Repository.Read("docs/dependencies.md");
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);

        Assert.All(packages, name => Assert.Contains($"| {name} |", reasons));
    }

    [Fact]
    public void Decision_records_are_numbered_without_holes()
    {
        var numbers = Directory.GetFiles(Path.Combine(Repository.Root, "docs/adr"), "*.md")
            .Select(path => Regex.Match(Path.GetFileName(path), @"^(\d{4})-[a-z0-9-]+\.md$"))
            .Select(name => name.Success ? int.Parse(name.Groups[1].Value) : -1)
            .Order();

        Assert.Equal(Enumerable.Range(1, numbers.Count()), numbers);
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var documents = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"));

        var dead = from path in documents
                   from Match link in Regex.Matches(File.ReadAllText(path), @"\]\((?!https?:|#|mailto:)([^)#\s]+)")
                   let target = Path.Combine(Path.GetDirectoryName(path)!, link.Groups[1].Value)
                   where !File.Exists(target) && !Directory.Exists(target)
                   select $"{Path.GetRelativePath(Repository.Root, path)}: {link.Groups[1].Value}";

        Violations.AssertNone(dead);
    }
}
