namespace Landscape.Pipeline.Tests;

/// <summary>A run counts as in progress only while its process holds the lock.</summary>
public sealed class RunInProgressTests : IDisposable
{
    private readonly TemporaryRepository clone = new();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void Nobody_is_at_work_in_a_clone_without_a_lock()
    {
        Assert.Null(RunInProgress.Find(clone.Repository));
        Assert.False(Directory.Exists(clone.Repository.State)); // looking writes nothing
    }

    [Fact]
    public void The_holder_of_the_lock_and_its_stages_are_found_while_it_lives()
    {
        using (Hold())
        {
            Assert.Equal((Environment.ProcessId, (string?)null), (Running().Process, Running().Config));
            using (RunInProgress.Begin(clone.Repository, "small", clone.Graph.Stages))
            {
                Assert.Equal("small", Running().Config);
                Assert.False(Running().IsAt(clone.Repository, "small", "train"));
                AtomicFile.Write(StageHost.RequestFile(clone.Repository, "small", "train"), "{}");
                Assert.True(Running().IsAt(clone.Repository, "small", "train"));
                new StageResult("train", "ran", "f", 1, []).Save(clone.Repository, "small");
                Assert.False(Running().IsAt(clone.Repository, "small", "train"));
            }

            Assert.Null(Running().Config);
        }

        Assert.Null(RunInProgress.Find(clone.Repository));
    }

    [Fact]
    public void The_mark_of_a_dead_run_is_not_believed_when_another_process_holds_the_lock()
    {
        using var held = Hold();
        clone.Write("artifacts/.state/running.json", $"{{ \"process\": {Environment.ProcessId + 1}, \"config\": \"small\", \"stages\": [\"train\"] }}");
        AtomicFile.Write(StageHost.RequestFile(clone.Repository, "small", "train"), "{}");
        Assert.Null(Running().Config);
        Assert.False(Running().IsAt(clone.Repository, "small", "train"));
    }

    [Fact]
    public void A_new_run_forgets_what_a_dead_one_asked()
    {
        AtomicFile.Write(StageHost.RequestFile(clone.Repository, "small", "train"), "{}");
        using var held = Hold();
        using var mark = RunInProgress.Begin(clone.Repository, "small", clone.Graph.Stages);
        Assert.False(Running().IsAt(clone.Repository, "small", "train"));
    }

    private RepositoryLock Hold() => RepositoryLock.Acquire(clone.Repository, _ => { }, CancellationToken.None);

    private RunInProgress Running() => RunInProgress.Find(clone.Repository)!;
}
