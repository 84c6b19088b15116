using Landscape.Artifacts;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>Refuses a run that the cluster could never carry out, before any stage starts.</summary>
internal static class SlurmCheck
{
    /// <summary>Asks the cluster; says nothing if it would take a task of this request.</summary>
    /// <param name="options">What will be asked for.</param>
    /// <param name="stages">The stages that exist.</param>
    /// <exception cref="UsageException">It would not, or there is no cluster; the message has its words and what exists.</exception>
    public static void Run(SlurmOptions options, IReadOnlyList<string> stages)
    {
        if (options.Stages.FirstOrDefault(stage => !stages.Contains(stage)) is { } unknown)
        {
            throw new UsageException($"slurm.stages: unknown stage '{unknown}'; {NearestName.Hint(unknown, stages)}");
        }

        if (SlurmCommand.Missing() is { Count: > 0 } missing)
        {
            throw new UsageException(
                $"--executor=slurm needs SLURM's client commands; not on the PATH: {string.Join(", ", missing)} (Debian: apt-get install slurm-client; on a cluster: a login node). --executor=local needs none");
        }

        try
        {
            SlurmClient.Test(1, options.ToArguments());
            CheckTime(options);
        }
        catch (Exception refusal) when (refusal is SlurmRefusedException or SlurmUnreachableException)
        {
            throw new UsageException($"the section slurm asks for what the cluster does not give: sbatch {string.Join(' ', options.ToArguments())}: {refusal.Message}{Existing()}");
        }
    }

    // sbatch itself takes a time limit that no partition allows, unless the cluster enforces limits; the job then waits for ever.
    private static void CheckTime(SlurmOptions options)
    {
        if (options.Time is not { } text || SlurmPartition.Duration(text) is not { } time)
        {
            return;
        }

        var names = options.Partition?.Split(',');
        var usable = SlurmClient.Partitions().Where(partition => names is null ? partition.Default : names.Contains(partition.Name)).ToList();
        if (usable.Count > 0 && usable.TrueForAll(partition => partition.MaxTime < time))
        {
            throw new SlurmRefusedException($"time {text} is longer than MaxTime");
        }
    }

    private static string Existing()
    {
        try
        {
            return $". Partitions: {string.Join("; ", SlurmClient.Partitions().Select(partition => partition.Text))}";
        }
        catch (Exception failure) when (failure is SlurmRefusedException or SlurmUnreachableException)
        {
            return "";
        }
    }
}
