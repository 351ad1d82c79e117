using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Tracking.TestKit.Postgres;

/// <summary>A fact that needs PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresCluster.ReasonToSkip;
}

/// <summary>
/// A class whose tests all need PostgreSQL, though they are inherited from a suite that knows nothing of it. Where
/// there is none it is left out by <see cref="PostgresFramework"/>, which a test marked
/// <see cref="PostgresFactAttribute"/> makes known.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresPostgresAttribute : Attribute;

/// <summary>The test framework of assemblies with classes marked <see cref="RequiresPostgresAttribute"/>.</summary>
public sealed class PostgresFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    public const string TypeName = "Tracking.TestKit.Postgres.PostgresFramework";

    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(
        IAssemblyInfo assembly, ISourceInformationProvider source, IMessageSink messages)
        : XunitTestFrameworkDiscoverer(assembly, source, messages)
    {
        protected override bool IsValidTestClass(ITypeInfo type) => base.IsValidTestClass(type)
            && (PostgresCluster.ReasonToSkip is null
                || !type.GetCustomAttributes(typeof(RequiresPostgresAttribute).AssemblyQualifiedName).Any());
    }
}
