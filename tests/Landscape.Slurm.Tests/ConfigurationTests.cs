using System.Text;
using Landscape.Staging.Configuration;
using Landscape.Staging.Hosting;
using Landscape.Staging.Hosting.Slurm;

namespace Landscape.Slurm.Tests;

/// <summary>The section <c>slurm</c>: bound and checked with the whole configuration, and asked of the cluster before anything is submitted.</summary>
[Collection("slurm")]
public sealed class ConfigurationTests
{
    private static readonly string[] Stages = ["train", "detect", "certify", "enumerate", "compose", "report"];

    [Theory]
    [InlineData("slurm:\n  partiton: main", "c.yml(3,3): error LP0101: slurm.partiton: unknown key; expected one of partition, account, time, memory, cpus, array_chunk, retries, stages, extra; did you mean 'partition'?")]
    [InlineData("slrum:\n  cpus: 1", "c.yml(2,1): error LP0101: slrum: unknown section; expected one of seed, publication, slurm; did you mean 'slurm'?")]
    [InlineData("slurm:\n  retries: -1", "c.yml(3,12): error LP0105: slurm.retries: expected an integer from 0 to 100, found -1")]
    [InlineData("slurm:\n  time: 1h", "c.yml(3,9): error LP0105: slurm.time: expected whole minutes (90) or HH:MM:SS (01:30:00)")]
    [InlineData("slurm:\n  memory: 2 GB", "c.yml(3,11): error LP0105: slurm.memory: expected megabytes (500) or a number with unit (500M, 2G)")]
    [InlineData("slurm:\n  extra: [--qos=long, -J, --array=1-3]", "c.yml(3,23): error LP0107: slurm.extra[1]: -J is given by the executor itself")]
    public void A_mistake_is_reported_with_its_place(string section, string error) => Assert.Equal(error, Bind(section).Errors[0].ToString());

    [Theory]
    [InlineData("slurm:\n  time: 90", "--time=90")]
    [InlineData("slurm:\n  time: '90'", "--time=90")]
    [InlineData("slurm:\n  time: 01:30:00", "--time=01:30:00")]
    [InlineData("slurm:\n  memory: 500", "--mem=500")]
    [InlineData("slurm:\n  memory: 2G", "--mem=2G")]
    [InlineData("slurm:\n  partition: long,short", "--partition=long,short")]
    [InlineData("slurm:\n  account: '0042'", "--account=0042")]
    [InlineData("slurm:\n  extra: [--constraint=avx2]", "--constraint=avx2")]
    [InlineData("slurm:\n  cpus: 8", "--cpus-per-task=8")]
    public void A_value_becomes_an_option_of_sbatch(string section, string argument)
    {
        var (configuration, errors) = Bind(section);
        Assert.Empty(errors);
        Assert.Contains(argument, SlurmOptions.Of(configuration!.Host[SlurmOptions.Section].Json).ToArguments());
    }

    [Fact]
    public void What_is_not_asked_for_is_left_to_the_cluster() => Assert.Equal(["--ntasks=1", "--cpus-per-task=1"], new SlurmOptions().ToArguments());

    [Fact]
    public void A_stage_that_does_not_exist_cannot_go_out()
    {
        var refused = Assert.Throws<UsageException>(() => SlurmCheck.Run(new SlurmOptions { Stages = ["detct"] }, Stages));
        Assert.StartsWith("slurm.stages: unknown stage 'detct'", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'detect'?", refused.Message, StringComparison.Ordinal);
    }

    [SlurmFact]
    public void The_cluster_takes_what_it_has()
    {
        SlurmCluster.WaitUntilIdle();
        SlurmCheck.Run(new SlurmOptions { Partition = "main", Time = "60", Memory = "2000", Cpus = 2 }, Stages);
    }

    [SlurmFact] // the cluster: one partition "main" of 60 minutes, nodes of two processors and 2000 MB
    public void The_cluster_refuses_what_it_has_not_in_its_own_words_and_says_what_exists()
    {
        SlurmCluster.WaitUntilIdle();
        Refused(new SlurmOptions { Partition = "mian" }, "invalid partition specified: mian");
        Refused(new SlurmOptions { Memory = "9G" }, "Requested node configuration is not available");
        Refused(new SlurmOptions { Cpus = 3 }, "Requested node configuration is not available");
        Refused(new SlurmOptions { Time = "61" }, "time 61 is longer than MaxTime");
        Refused(new SlurmOptions { Extra = ["--constraint=avx9"] }, "Invalid feature specification");
    }

    private static void Refused(SlurmOptions options, string words)
    {
        var refused = Assert.Throws<UsageException>(() => SlurmCheck.Run(options, Stages));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Partitions: PartitionName=main Default=YES State=UP MaxTime=01:00:00", refused.Message, StringComparison.Ordinal);
    }

    private static (RunConfiguration? Configuration, IReadOnlyList<ConfigError> Errors) Bind(string section)
    {
        var errors = new ConfigErrors("c.yml");
        var configuration = RunConfiguration.Bind(Encoding.UTF8.GetBytes($"seed: 1\n{section}\n"), new Dictionary<string, Type>(), ".", errors, HostSections.All);
        return (configuration, errors.InFileOrder);
    }
}
