using System.Globalization;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>The controller did not answer; whether it did what it was asked is not known.</summary>
internal sealed class SlurmUnreachableException(string message) : IOException(message);

/// <summary>The controller said no, in its own words.</summary>
internal sealed class SlurmRefusedException(string message) : InvalidOperationException(message);

/// <summary>
/// The jobs of one name, seen through the commands of SLURM's client package (sbatch, squeue, scontrol, scancel). A job is known by its name, which the caller makes unique, and
/// by its submission, which is kept as the job's comment: identifiers start again when a controller has lost its state.
/// </summary>
/// <param name="name">The name of all jobs.</param>
/// <param name="cancellation">Ends commands that wait for an answer, except <see cref="CancelAll"/> and <see cref="Submit"/>, whose outcome must not stay unknown.</param>
internal sealed class SlurmClient(string name, CancellationToken cancellation)
{
    /// <summary>Longer than the client library's own attempts (MessageTimeout, 10 s by default, several times).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Submits a job array, its tasks numbered from 0.</summary>
    /// <param name="submission">Names the submission among those of the same name.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="script">The text of the batch script; SLURM keeps a copy.</param>
    /// <param name="log">The file of a task's output; <c>%a</c> stands for its number.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="hurry">Ends the command, whatever became of the jobs.</param>
    /// <returns>The job's identifier, for people.</returns>
    /// <exception cref="SlurmUnreachableException">No answer; the jobs may be there.</exception>
    /// <exception cref="SlurmRefusedException">The cluster does not take it.</exception>
    public string Submit(string submission, int tasks, string script, string log, IReadOnlyList<string> request, CancellationToken hurry)
    {
        string[] arguments =
        [
            "--parsable", "--requeue", "--open-mode=append", $"--job-name={name}", $"--comment={submission}", Array(tasks), $"--output={log}", .. request,
        ];
        return Ask("sbatch", arguments, hurry, script).Split(';')[0].Trim();
    }

    /// <summary>Asks whether a request could ever run, without submitting it.</summary>
    /// <exception cref="SlurmUnreachableException">No answer.</exception>
    /// <exception cref="SlurmRefusedException">It could not; the message has the cluster's words.</exception>
    public static void Test(int tasks, IReadOnlyList<string> request) => Ask("sbatch", ["--test-only", Array(tasks), .. request], CancellationToken.None, "#!/bin/sh\n");

    /// <summary>All tasks that the controller still knows, those that ended included.</summary>
    /// <exception cref="SlurmUnreachableException">No answer.</exception>
    public IReadOnlyList<SlurmTask> Tasks() =>
        SlurmTask.ParseQueue(Ask("squeue", ["--noheader", "--array", "--states=all", $"--name={name}", $"--format={SlurmTask.Format}"], cancellation));

    /// <summary>What the controller says about one task; nothing if it does not answer, or does not know it any more.</summary>
    public SlurmDetails Details(SlurmTask task)
    {
        var answer = SlurmCommand.Run("scontrol", ["--oneliner", "show", "job", task.Id], Patience, cancellation);
        var details = SlurmDetails.Parse(answer.ExitCode == 0 ? answer.Output : "");
        return details.Name == name ? details : SlurmDetails.Unknown;
    }

    /// <summary>The partitions, a line each as the cluster describes them.</summary>
    /// <exception cref="SlurmUnreachableException">No answer.</exception>
    public static IReadOnlyList<SlurmPartition> Partitions() =>
        [.. SlurmCommand.Lines(Ask("scontrol", ["--oneliner", "show", "partition"], CancellationToken.None)).Select(SlurmPartition.Parse)];

    /// <summary>Cancels every job of the name at once, waiting or running.</summary>
    /// <param name="patience">How long to wait for the controller.</param>
    /// <returns>What went wrong; null if nothing did.</returns>
    public string? CancelAll(TimeSpan patience) => SlurmCommand.Run("scancel", [$"--name={name}"], patience, CancellationToken.None) is { ExitCode: not 0 } failed ? failed.Error : null;

    /// <summary>Cancels one task, if it still has our name.</summary>
    public void Cancel(SlurmTask task) => SlurmCommand.Run("scancel", [$"--name={name}", task.Id], Patience, cancellation);

    private static string Array(int tasks) => string.Create(CultureInfo.InvariantCulture, $"--array=0-{tasks - 1}");

    private static string Ask(string command, IReadOnlyList<string> arguments, CancellationToken cancellation, string standardInput = "")
    {
        var answer = SlurmCommand.Run(command, arguments, Patience, cancellation, standardInput);
        return answer.Unreachable ? throw new SlurmUnreachableException(answer.Error)
            : answer.ExitCode != 0 ? throw new SlurmRefusedException(answer.Error)
            : answer.Output;
    }
}
