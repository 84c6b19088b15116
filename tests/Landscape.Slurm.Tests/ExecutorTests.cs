namespace Landscape.Slurm.Tests;

/// <summary>The executor on a real cluster, with everything that can happen to a task; the rows are always those of a local run.</summary>
[Collection("slurm")]
public sealed class ExecutorTests(SlurmCluster cluster)
{
    [SlurmFact]
    public void Shards_go_out_as_arrays_of_the_asked_size_and_come_back_as_the_rows_of_a_local_run()
    {
        using var run = new ToyRun("""{ "array_chunk": 3, "time": "2", "cpus": 1 }""");
        run.Start();
        run.AwaitAll();
        var names = SlurmCluster.Ask("squeue", "-h", "-o", "%F %K").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Distinct();
        Assert.Equal(2, names.Count()); // three tasks and one
        run.Await("0 of 4 shards, 4 running, 0 pending, 0 failed");
        run.Open(0);
        run.Await("1 of 4 shards, 3 running, 0 pending, 0 failed");
        run.Open();
        run.ExpectTheRowsOfALocalRun();
        Assert.Empty(SlurmCluster.Jobs());
    }

    [SlurmFact]
    public void A_worker_that_is_killed_and_a_task_that_is_cancelled_are_submitted_again()
    {
        using var run = new ToyRun();
        run.Start();
        run.AwaitAll();
        SlurmCluster.Ask("kill", "-9", $"{run.Workers(1)[0].Process}");
        run.Await("shard 1-1-of-4: FAILED, killed by signal 9");
        var cancelled = SlurmCluster.Ask("squeue", "-h", "-r", "-o", "%i|%K|%k").Split('\n').First(line => line.Split('|') is [_, "2", ['1', '-', ..]]).Split('|')[0];
        SlurmCluster.Ask("scancel", cancelled);
        run.Await("shard 2-2-of-4: CANCELLED");
        run.Open();
        run.ExpectTheRowsOfALocalRun();
        Assert.Contains("submitted again, retry 1 of 2", run.Text, StringComparison.Ordinal);
        Assert.Equal([1, 2, 2, 1], Enumerable.Range(0, ToyRun.Items).Select(item => run.Workers(item).Count));
    }

    [SlurmFact]
    public void A_lost_node_loses_nothing_though_its_old_tasks_go_on_and_finish_beside_the_new_ones()
    {
        using var run = new ToyRun();
        run.Start();
        run.AwaitAll();
        var (onFirst, onSecond) = (ItemsOn(run, "n1"), ItemsOn(run, "n2"));
        cluster.Stop("n1");
        try
        {
            onSecond.ForEach(run.Open); // make room on the node that is left
            Until.True(() => onFirst.TrueForAll(item => run.Workers(item).Any(worker => worker.Node == "n2")), "the tasks on the other node", () => run.Text);
            run.Open(); // old and new copies finish at the same moment
            run.ExpectTheRowsOfALocalRun();
            Assert.All(onFirst, item => Assert.Equal(2, run.Workers(item).Count));
        }
        finally
        {
            cluster.Start("n1");
        }
    }

    [SlurmFact]
    public void A_submitter_that_was_killed_takes_its_tasks_over_when_it_comes_back()
    {
        using var run = new ToyRun();
        run.Start();
        run.AwaitAll();
        run.Kill();
        run.Open(0);
        run.Start();
        run.Await("3 of 3 shards are in the queue from an earlier run");
        run.Open();
        run.ExpectTheRowsOfALocalRun();
        Assert.All(Enumerable.Range(0, ToyRun.Items), item => Assert.Single(run.Workers(item))); // nothing was computed twice
    }

    [SlurmFact]
    public void A_controller_that_is_away_and_comes_back_without_its_memory_loses_nothing()
    {
        using var run = new ToyRun();
        run.Start();
        run.AwaitAll();
        cluster.Stop("controller");
        run.Await("the SLURM controller does not answer");
        run.Open(0);
        run.Await("1 of 4 (25 %)"); // taken though nobody says that its task ended
        Directory.Delete(Path.Combine(cluster.Folder, "state"), recursive: true);
        Directory.CreateDirectory(Path.Combine(cluster.Folder, "state"));
        cluster.Start("controller");
        run.Await("the SLURM controller answers again");
        run.Await("gone from the queue");
        run.Open();
        run.ExpectTheRowsOfALocalRun();
    }

    [SlurmFact]
    public void A_run_that_is_stopped_leaves_no_job_and_no_process()
    {
        using var run = new ToyRun();
        run.Start();
        run.AwaitAll();
        run.Stop();
        Assert.Equal(130, run.ExitCode());
        Assert.DoesNotContain(SlurmCluster.Jobs(), job => !job.Contains("COMPLETING", StringComparison.Ordinal));
    }

    [SlurmFact]
    public void An_item_that_fails_every_time_is_named_with_its_cause_and_log_and_the_others_are_kept()
    {
        using var run = new ToyRun("""{ "retries": 1 }""", fail: "[2]");
        run.Open();
        run.Start();
        Assert.Equal(3, run.ExitCode());
        Assert.Contains("1 of 4 kept sums failed: sum 2:", run.Text, StringComparison.Ordinal);
        Assert.Contains("told to fail", run.Text, StringComparison.Ordinal);
        var log = Path.Combine(run.Fixture.Folder, "logs", "toy", "kept-sums", "2-2-of-4.attempt-2.log");
        Assert.Contains(log, run.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(log));
        Assert.Equal([1, 1, 2, 1], Enumerable.Range(0, ToyRun.Items).Select(item => run.Workers(item).Count)); // once and one retry
    }

    [SlurmFact]
    public void What_waits_for_ever_is_not_waited_for()
    {
        using var run = new ToyRun("""{ "time": "61" }"""); // the partition allows 60 minutes; sbatch takes it all the same
        run.Open();
        run.Start();
        Assert.Equal(3, run.ExitCode());
        Assert.Contains("waits for what cannot come (PartitionTimeLimit)", run.Text, StringComparison.Ordinal);
        ToyRun.ExpectAnEmptyQueue();
    }

    private static List<int> ItemsOn(ToyRun run, string node) => [.. Enumerable.Range(0, ToyRun.Items).Where(item => run.Workers(item)[0].Node == node)];
}
