using Landscape.Staging.Hosting.Slurm;

namespace Landscape.Slurm.Tests;

/// <summary>What SLURM's commands print is read rightly. The texts are what slurm 22.05.8 printed on the cluster of these tests.</summary>
public sealed class OutputTests
{
    [Fact]
    public void The_queue_is_read_task_by_task_whatever_stands_in_its_free_text()
    {
        var tasks = SlurmTask.ParseQueue("""
            6|0|1-a1b2c3|RUNNING|n2|None
            6|1|1-a1b2c3|PENDING||Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions
            6|2|1-a1b2c3|PENDING||BeginTime
            6|3|1-a1b2c3|COMPLETED|n2|Resources
            7|0|2-d4e5f6|CANCELLED|n1|None
            3|N/A|1|RUNNING|n2|None
            slurm_load_jobs error: Invalid job id specified
            """);
        Assert.Equal(["6_0", "6_1", "6_2", "6_3", "7_0"], tasks.Select(task => task.Id)); // a job that is no array is not ours
        Assert.Equal(["1-a1b2c3", "1-a1b2c3", "1-a1b2c3", "1-a1b2c3", "2-d4e5f6"], tasks.Select(task => task.Submission));
        Assert.Equal([true, false, false, false, false], tasks.Select(task => task.Running));
        Assert.Equal([false, false, false, true, true], tasks.Select(task => task.Ended));
        Assert.Equal([false, false, false, true, false], tasks.Select(task => task.Completed));
        Assert.Equal("Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions", tasks[1].Reason);
        Assert.DoesNotContain(tasks, task => task.Hopeless || task.Held);
    }

    [Fact]
    public void A_task_that_can_never_run_is_told_from_one_that_waits_and_from_one_that_is_held()
    {
        var tasks = SlurmTask.ParseQueue("""
            2|0|1-a|PENDING||PartitionTimeLimit
            2|1|1-a|PENDING||launch failed requeued held
            2|2|1-a|PENDING||Resources
            2|3|1-a|PENDING||ReqNodeNotAvail, UnavailableNodes:n[1-2]
            """);
        Assert.Equal([true, false, false, false], tasks.Select(task => task.Hopeless));
        Assert.Equal([false, true, false, false], tasks.Select(task => task.Held));
    }

    [Theory]
    [InlineData("JobId=4 JobName=t4 JobState=FAILED Reason=NonZeroExitCode Dependency=(null) Requeue=1 Restarts=0 ExitCode=3:0 RunTime=00:00:00 TimeLimit=01:00:00 TimeMin=N/A ReqNodeList=(null) ExcNodeList=(null) NodeList=n2 BatchHost=n2 ReqB:S:C:T=0:0:*:*", "FAILED, exit code 3 on n2")]
    [InlineData("JobId=3 JobName=t3 JobState=FAILED Reason=NonZeroExitCode Restarts=0 ExitCode=0:9 TimeLimit=00:01:00 NodeList=n2 BatchHost=n2", "FAILED, killed by signal 9 on n2")]
    [InlineData("JobId=2 ArrayJobId=1 ArrayTaskId=1 JobName=t1 JobState=CANCELLED Reason=None ExitCode=0:15 RunTime=00:00:00 TimeLimit=01:00:00 NodeList=n1", "CANCELLED, killed by signal 15 on n1")]
    [InlineData("JobId=2 ArrayJobId=1 ArrayTaskId=1 JobName=t1 JobState=TIMEOUT Reason=TimeLimit ExitCode=0:15 TimeLimit=00:01:00 NodeList=n1", "TIMEOUT, time limit 00:01:00 on n1")]
    [InlineData("", "FAILED on n7")] // the controller has forgotten it: what the queue said last
    public void How_a_task_ended_is_said_in_words(string output, string words) =>
        Assert.Equal(words, SlurmDetails.Parse(output).Describe(new SlurmTask("1", "1-a", 0, "FAILED", "n7", "")));

    [Fact]
    public void A_partition_says_how_long_a_task_may_run()
    {
        var partition = SlurmPartition.Parse(
            "PartitionName=main AllowGroups=ALL AllowAccounts=ALL AllocNodes=ALL Default=YES QoS=N/A DefaultTime=NONE MaxNodes=UNLIMITED MaxTime=01:00:00 Nodes=n[1-2] State=UP TotalCPUs=4 TotalNodes=2 TRES=cpu=4,mem=4000M,node=2,billing=4");
        Assert.Equal(("main", true, TimeSpan.FromHours(1)), (partition.Name, partition.Default, partition.MaxTime));
        Assert.Equal("PartitionName=main Default=YES State=UP MaxTime=01:00:00 TotalNodes=2 TotalCPUs=4 AllowAccounts=ALL TRES=cpu=4,mem=4000M,node=2,billing=4", partition.Text);
    }

    [Theory] // man page of sbatch, --time
    [InlineData("90", 90 * 60)]
    [InlineData("90:30", (90 * 60) + 30)]
    [InlineData("01:30:00", 90 * 60)]
    [InlineData("2-00:00:00", 2 * 86400)]
    [InlineData("UNLIMITED", null)]
    public void Durations_are_read_as_SLURM_writes_them(string text, int? seconds) => Assert.Equal(seconds, (int?)SlurmPartition.Duration(text)?.TotalSeconds);

    [Theory]
    [InlineData(1, "slurm_load_jobs error: Unable to contact slurm controller (connect failure)", true)]
    [InlineData(1, "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)", true)]
    [InlineData(-1, "squeue did not end within 60 s", true)]
    [InlineData(1, "slurm_load_jobs error: Invalid job id specified", false)]
    [InlineData(1, "allocation failure: Requested node configuration is not available", false)]
    [InlineData(0, "", false)]
    public void No_answer_is_told_from_a_refusal(int exitCode, string error, bool unreachable) => Assert.Equal(unreachable, new SlurmAnswer(exitCode, "", error).Unreachable);
}
