using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Changeover.Tests.Architecture;

/// <summary>Which way references may point.</summary>
public sealed class ReferenceTests
{
    private static readonly System.Reflection.Assembly Product = typeof(global::Changeover.Providers.Provider).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies(
        Product,
        typeof(global::Changeover.Protocol.Chat.ChatRequest).Assembly,
        typeof(global::Changeover.Inference.EmbeddedModelOptions).Assembly).Build();

    [Theory]
    [InlineData("Changeover.Protocol", new string[0])]
    [InlineData("Changeover.Measure", new string[0])]
    [InlineData("Changeover.Inference", new[] { "Changeover.Protocol" })]
    [InlineData("changeover", new[] { "Changeover.Inference", "Changeover.Measure", "Changeover.Protocol" })]
    public void A_project_references_only_what_the_architecture_says(string assembly, string[] allowed)
    {
        var ours = System.Reflection.Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("changeover", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(ours.Except(allowed, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.Extensions")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Net.Sockets")]
    [InlineData("Microsoft.Data")]
    public void The_protocol_has_no_sockets_no_host_and_no_database(string forbidden) =>
        Assert.DoesNotContain(
            typeof(global::Changeover.Protocol.Chat.ChatRequest).Assembly.GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith(forbidden, StringComparison.Ordinal));

    [Fact]
    public void The_embedded_model_does_not_know_the_web() =>
        Assert.DoesNotContain(
            typeof(global::Changeover.Inference.EmbeddedModelOptions).Assembly.GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Providers_are_data_and_know_nothing_of_the_gateway() =>
        Types().That().ResideInNamespaceMatching(@"^Changeover\.Providers")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^Changeover\.(Gateway|Keys|Storage|Models|Prices|Cache|Access)"))
            .Check(House);

    [Fact]
    public void Slices_do_not_reference_each_other()
    {
        string[] slices = ["Access", "Keys", "Models", "Prices", "Licences", "Cache", "Drill", "Conformance"];
        foreach (var slice in slices)
        {
            foreach (var other in slices.Where(other => other != slice))
            {
                IObjectProvider<IType> others = Types().That().ResideInNamespaceMatching($@"^Changeover\.{other}(\.|$)");
                Types().That().ResideInNamespaceMatching($@"^Changeover\.{slice}(\.|$)").Should().NotDependOnAny(others)
                    .WithoutRequiringPositiveResults().Check(House);
            }
        }
    }
}
