using Landscape.Staging.Hosting;

namespace Landscape.Staging.Tests;

public sealed class StageAssemblyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("landscape-assembly-").FullName;

    [Fact]
    public void A_stage_is_found_with_its_name_version_options_and_tables()
    {
        var stage = StageAssembly.Load(HostFixture.ToyAssembly);
        Assert.Equal(("toy", 2, "ToyOptions"), (stage.Name, stage.SchemaVersion, stage.Options.Name));
        Assert.Equal(["sums"], stage.Tables.Keys);
        Assert.Equal(3, stage.Tables["sums"]);
    }

    [Fact]
    public void An_assembly_that_is_not_built_is_named() =>
        Assert.Equal("stage assembly none.dll does not exist; build the solution first", Refusal("none.dll"));

    [Fact]
    public void An_assembly_without_a_stage_is_refused() =>
        Assert.Equal("YamlDotNet.dll has 0 classes with [Stage]; expected one", Refusal(Path.Combine(AppContext.BaseDirectory, "YamlDotNet.dll")));

    [Fact]
    public void A_file_that_is_no_assembly_is_refused()
    {
        var path = Path.Combine(folder, "text.dll");
        File.WriteAllText(path, "no assembly");
        Assert.StartsWith($"{path} cannot be loaded: ", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_built_with_another_library_than_the_host_s_is_refused()
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(HostFixture.ToyAssembly)!, "*.dll"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        // Any other build of the library will do: here it is another library altogether.
        File.Copy(Path.Combine(folder, "Landscape.Artifacts.dll"), Path.Combine(folder, "Landscape.Numerics.dll"), overwrite: true);
        Assert.Equal(
            "Landscape.Staging.ToyStage.dll was built with another Landscape.Numerics.dll than the host has; build the solution again",
            Refusal(Path.Combine(folder, Path.GetFileName(HostFixture.ToyAssembly))));
    }

    [Fact]
    public void A_section_that_no_stage_owns_is_refused()
    {
        var failure = Assert.Throws<StageDefinitionException>(() => StageArgument.LoadAll([$"{HostFixture.ToyAssembly}=toy,toys"]));
        Assert.Equal("stage toy reads the section 'toys', which no stage owns; expected toy; did you mean 'toy'?", failure.Message);
    }

    [Fact]
    public void Two_stages_of_one_name_are_refused()
    {
        var failure = Assert.Throws<StageDefinitionException>(() => StageArgument.LoadAll([$"{HostFixture.ToyAssembly}=toy", $"{HostFixture.ToyAssembly}=toy"]));
        Assert.StartsWith("two stages are called toy: ", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Refusal(string path) => Assert.Throws<StageDefinitionException>(() => StageAssembly.Load(path)).Message;
}
