using Landscape.Stages.Tests;

namespace Landscape.Slurm.Tests;

/// <summary>
/// A whole run through the cluster, by the script that people use, with a task killed, a node stopped, and everything at the submitting end killed and started again. The bytes are those of the run
/// without a cluster. <c>LANDSCAPE_TORTURE=full</c> takes the whole of smoke.yml; CI takes a smaller configuration as far as certificates.
/// </summary>
[Collection("slurm")]
public sealed class ReproductionTests(SlurmCluster cluster)
{
    private const string Quick = """
        seed: 1

        generate:
          targets:
            - family: gaussian-process
              input_dim: 1
              count: 2
              kernel: { kind: matern-5/2, length: [0.5] }
              design: { kind: gauss-legendre, points: 12 }

        train:
          cells:
            - widths: [1]
              starts: { trust_region_newton: 4, gradient_descent: 1 }

        detect:
          index_searches: 2
          gradient_norm_starts: 1
          paths: 1
          climbs: 2

        slurm:
          stages: [train, detect, certify]
          retries: 5
        """;

    private static bool IsFull => Environment.GetEnvironmentVariable("LANDSCAPE_TORTURE") == "full";

    [SlurmFact]
    public void A_run_through_a_cluster_that_fails_everywhere_has_the_bytes_of_a_local_run()
    {
        using var clone = new Clone(withBuild: true);
        var config = IsFull ? "smoke" : "quick";
        string[] run = IsFull ? ["--config=smoke"] : ["--config=quick", "--stage=certify"];
        File.WriteAllText(clone.PathOf("configs/quick.yml"), Quick);
        clone.Succeed(run);
        var expected = clone.Results(config);
        Forget(clone);
        string[] command = [.. run, "--executor=slurm", "--shards=2"];

        try
        {
            Stopped(clone, command, "train");
            Interrupted(clone, command, "train", worker => SlurmCluster.Ask("kill", "-9", worker));
            Interrupted(clone, command, "detect", _ => cluster.Stop("n1"));
            clone.Succeed(command);
        }
        finally
        {
            cluster.Start("n1");
        }

        Assert.Equal(expected, clone.Results(config));
        ToyRun.ExpectAnEmptyQueue();
        Until.True(() => Worker(clone, "") is null, "the end of the old copies on the lost node");
    }

    [SlurmFact]
    public void What_the_cluster_cannot_give_is_refused_before_any_stage_starts()
    {
        using var clone = new Clone(withBuild: true);
        File.WriteAllText(clone.PathOf("configs/quick.yml"), Quick.Replace("retries: 5", "partition: nowhere", StringComparison.Ordinal));
        var outcome = clone.Run("--config=quick", "--executor=slurm");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("invalid partition specified: nowhere", outcome.Text, StringComparison.Ordinal);
        Assert.Empty(outcome.States);
    }

    /// <summary>Starts a run, and asks it to stop as soon as a stage has a task at work.</summary>
    private static void Stopped(Clone clone, string[] command, string stage)
    {
        using var process = clone.Start(command);
        var text = process.StandardOutput.ReadToEndAsync();
        Until.True(() => Worker(clone, stage) is not null, $"a task of {stage}", () => process.HasExited ? text.GetAwaiter().GetResult() : "");
        SlurmCluster.Ask("kill", "-TERM", $"{process.Id}");
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        ToyRun.ExpectAnEmptyQueue();
        Until.True(() => Worker(clone, "") is null, "the end of the workers");
    }

    /// <summary>Starts a run, does harm as soon as a stage has a task at work, and kills every process at the submitting end at once.</summary>
    private static void Interrupted(Clone clone, string[] command, string stage, Action<string> harm)
    {
        using var process = clone.Start(command);
        var text = process.StandardOutput.ReadToEndAsync();
        string? worker = null;
        Until.True(() => (worker = Worker(clone, stage)) is not null, $"a task of {stage}", () => process.HasExited ? text.GetAwaiter().GetResult() : "");
        harm(worker!);
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>A process that computes a shard of a stage.</summary>
    private static string? Worker(Clone clone, string stage) =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).FirstOrDefault(id => char.IsAsciiDigit(id![0])
            && CommandOf(id) is [_, "exec", _, "shard", var request, ..] && request.StartsWith(clone.PathOf($"artifacts/.state/shards/{stage}"), StringComparison.Ordinal));

    private static string[] CommandOf(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return []; // it ended
        }
    }

    /// <summary>Everything that was computed; not what was built.</summary>
    private static void Forget(Clone clone)
    {
        foreach (var folder in new[] { "artifacts/store", "artifacts/runs", "artifacts/.state/shards", "artifacts/.state/receipts" }.Select(clone.PathOf).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }

            Directory.Delete(folder, recursive: true);
        }
    }
}
