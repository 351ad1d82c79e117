using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Tracking.Architecture.Tests;

public sealed class ReferenceSpecs
{
    public static TheoryData<string> Projects => [.. Repository.SourceProjects];

    [Fact]
    public void Every_project_has_its_rule_and_every_rule_its_project() =>
        Assert.Equal(ReferenceRules.Projects.Keys.Order(StringComparer.Ordinal), Repository.SourceProjects);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_references_only_lower_levels(string project)
    {
        var references = Repository.ProjectFile(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Where(name => name != "OnnxRuntime");

        Violations.AssertNone(references.Except(ReferenceRules.Projects[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Compiled_code_uses_only_allowed_projects(string project)
    {
        var own = Repository.SourceProjects.ToDictionary(Repository.AssemblyName);
        var used = ReferencedAssemblies(project).Where(own.ContainsKey).Select(name => own[name]);

        Violations.AssertNone(used.Except(ReferenceRules.Projects[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Heavy_dependencies_stay_where_they_belong(string project)
    {
        var strays = from used in ReferencedAssemblies(project)
                     from rule in ReferenceRules.Assemblies
                     where used == rule.Key || used.StartsWith(rule.Key + ".", StringComparison.Ordinal)
                     where !rule.Value.Contains(project)
                     select used;

        Violations.AssertNone(strays);
    }

    [Fact]
    public void The_graph_of_projects_has_no_cycle()
    {
        var placed = new HashSet<string>();
        var waiting = ReferenceRules.Projects.Keys.ToHashSet();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(name => ReferenceRules.Projects[name].All(placed.Contains)).ToList();
            Assert.NotEmpty(ready);
            placed.UnionWith(ready);
            waiting.ExceptWith(ready);
        }
    }

    private static List<string> ReferencedAssemblies(string project)
    {
        var path = Path.Combine(AppContext.BaseDirectory, Repository.AssemblyName(project) + ".dll");
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
