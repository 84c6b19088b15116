using System.Text.Json.Nodes;

namespace Landscape.Benchmarks.Tests;

/// <summary>bench.json: the keys that readers rely on, and what a run of some parts does to the others.</summary>
public class BenchFileTests
{
    private static readonly Machine Here = new("a processor", 2, "AVX2", "a runtime", "a system");

    private static readonly KernelRow Size = new(2, 3, 200, 11, 1.5, 900, "a variant", 60, null, 600, 40, null, 1e5, 0.5, 0.4, 10, 1e-15);

    private static readonly BenchResult Whole = new(
        "2026-01-01", Here, 100, 10, [Size], [new SearchRow("d = 2", 7, 7, 0.1, 5, 50)], new SamplingRow(64, 1, 2, 3, 0.3, null, null), new ScalingRow(1, 1, 2, 1.9, 1),
        new NoopRow(0.5, 0.4, null));

    [Fact]
    public void A_whole_run_has_every_part_under_its_name()
    {
        var file = BenchFile.Merge(null, Whole, new PeerRegister());
        Assert.Empty(new[] { "machine", "fma_peak_gflops", "kernel", "search", "scaling", "noop" }.Except(Keys(file)));
        Assert.Empty(new[] { "n", "d", "nodes", "parameters", "ours_us", "torch_us", "numpy_us", "peak_fraction" }.Except(Keys(file["kernel"]![0]!)));
        Assert.Empty(new[] { "problem", "ours_s_per_point", "scipy_s_per_point", "ratio" }.Except(Keys(file["search"]![0]!)));
        Assert.Equal((2, 3, 200, 11), ((int)file["kernel"]![0]!["n"]!, (int)file["kernel"]![0]!["d"]!, (int)file["kernel"]![0]!["nodes"]!, (int)file["kernel"]![0]!["parameters"]!));
    }

    [Fact]
    public void A_run_of_one_part_keeps_the_others_and_the_peak_that_the_kernel_was_compared_with()
    {
        var earlier = BenchFile.Merge(null, Whole, new PeerRegister());
        var file = BenchFile.Merge(earlier, new BenchResult("2026-02-02", Here, 80, 8, Noop: new NoopRow(0.7, 0.6, 0.8)), new PeerRegister());
        Assert.Equal(1.5, (double)file["kernel"]![0]!["ours_us"]!);
        Assert.Equal(100, (double)file["fma_peak_gflops"]!);
        Assert.Equal(0.7, (double)file["noop"]!["build_s"]!);
        Assert.Equal(("2026-01-01", "2026-02-02"), ((string)file["dates"]!["kernel"]!, (string)file["dates"]!["noop"]!));
    }

    [Fact]
    public void Another_machine_starts_a_new_file()
    {
        var earlier = BenchFile.Merge(null, Whole, new PeerRegister());
        var file = BenchFile.Merge(earlier, new BenchResult("2026-02-02", Here with { Cores = 64 }, 80, 8, Noop: new NoopRow(0.7, 0.6, 0.8)), new PeerRegister());
        Assert.False(file.ContainsKey("kernel"));
    }

    [Fact]
    public void A_figure_whose_peer_is_missing_is_null_and_the_file_says_what_installs_it_until_it_is_found()
    {
        var peers = new PeerRegister();
        peers.AddMissing("PyTorch", "python3-torch", "a reason");
        var without = BenchFile.Merge(null, Whole with { Kernel = [Size with { TorchUs = null }] }, peers);
        Assert.True(without["kernel"]![0]!.AsObject().ContainsKey("torch_us"));
        Assert.Null(without["kernel"]![0]!["torch_us"]);
        Assert.Equal("apt-get install python3-torch", (string)without["missing_peers"]!["PyTorch"]!);
        peers = new PeerRegister();
        peers.AddFound("PyTorch");
        Assert.Empty(BenchFile.Merge(without, Whole, peers)["missing_peers"]!.AsObject());
    }

    private static IEnumerable<string> Keys(JsonNode node) => node.AsObject().Select(p => p.Key);
}
