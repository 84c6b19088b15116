namespace Landscape.Architecture.Tests;

/// <summary>Who may use whom (docs/architecture.md): Numerics, Models, Search, Certification build on each other; Artifacts stands alone; stages never meet.</summary>
public sealed class ImportRules
{
    [Theory]
    [InlineData("Landscape.Numerics", "")]
    [InlineData("Landscape.Models", "Landscape.Numerics")]
    [InlineData("Landscape.Search", "Landscape.Models Landscape.Numerics")]
    [InlineData("Landscape.Certification", "Landscape.Search Landscape.Models Landscape.Numerics")]
    [InlineData("Landscape.Artifacts", "")]
    [InlineData("Landscape.Staging", "Landscape.Artifacts Landscape.Numerics")]
    public void A_library_refers_only_to_the_libraries_below_it(string library, string allowed)
    {
        Assert.Empty(Repository.OwnReferences(library).Except(allowed.Split(' ')));
    }

    [Fact]
    public void Staging_uses_Numerics_for_random_streams_only()
    {
        Assert.Equal(["RandomStream"], Repository.TypesUsed("Landscape.Staging", "Landscape.Numerics"));
    }

    [Fact]
    public void No_stage_refers_to_another_stage()
    {
        Assert.NotEmpty(Repository.Stages);
        foreach (var stage in Repository.Stages)
        {
            Assert.DoesNotContain(stage.GetReferencedAssemblies(), r => r.Name!.StartsWith("Landscape.Stages.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_pipeline_knows_no_type_of_src_or_stages()
    {
        var sources = Repository.Sources(".cs").Where(f => f.StartsWith("pipeline/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(sources);
        foreach (var source in sources)
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, source));
            Assert.DoesNotMatch(@"using Landscape\.(Numerics|Models|Search|Certification|Artifacts|Staging|Stages)\b", text);
        }

        foreach (var project in Repository.Sources(".csproj").Where(f => f.StartsWith("pipeline/", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("ProjectReference", File.ReadAllText(Path.Combine(Repository.Root, project)), StringComparison.Ordinal);
        }
    }
}
