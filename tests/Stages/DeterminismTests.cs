using System.Text.Json.Nodes;

namespace Landscape.Stages.Tests;

[Collection("baseline")]
public sealed class DeterminismTests(Baseline baseline)
{
    [Fact]
    public void A_run_in_another_folder_with_one_thread_gives_the_same_bytes()
    {
        using var other = new Clone(withBuild: true); // built in the origin's folder, unlike the baseline, which has built itself
        baseline.Clone.Succeed("--config=smoke");
        other.Succeed("--config=smoke", "--jobs=1");
        var (here, there) = (baseline.Clone.Results("smoke"), other.Results("smoke"));
        Assert.Contains(here.Keys, f => f.EndsWith(".parquet", StringComparison.Ordinal));
        Assert.Contains(here.Keys, f => f.EndsWith(".png", StringComparison.Ordinal));
        Assert.Contains(here.Keys, f => f.EndsWith(".pdf", StringComparison.Ordinal));
        Assert.Equal(here, there);
    }

    /// <summary>One step of the runtime's instruction sets off at a time; the last leaves plain scalar code, hence the small configuration.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "smoke")]
    [InlineData("DOTNET_EnableAVX2", Baseline.Config)]
    [InlineData("DOTNET_EnableHWIntrinsic", Baseline.Config)]
    public void A_run_without_an_instruction_set_gives_the_same_bytes(string instructionSet, string config)
    {
        baseline.Clone.Succeed($"--config={config}");
        var (with, instructions) = (baseline.Clone.Results(config), Instructions(config));
        try
        {
            baseline.Clone.Environment[instructionSet] = "0";
            baseline.Clone.Succeed("--target=CleanArtifacts");
            baseline.Clone.Succeed($"--config={config}");
            Assert.Equal(with, baseline.Clone.Results(config));
            Assert.True(instructions != Instructions(config) || !System.Runtime.Intrinsics.X86.Avx2.IsSupported, $"{instructionSet}=0 changed nothing: {instructions}");
        }
        finally
        {
            baseline.Clone.Environment.Remove(instructionSet);
        }
    }

    /// <summary>What the manifest says of the instruction sets that the train stage had.</summary>
    private string Instructions(string config)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(baseline.Clone.Entry(config, "train"), "manifest.json")))!;
        return (string)manifest["host"]!["isa"]!;
    }
}
