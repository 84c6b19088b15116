using System.Globalization;
using System.Text.RegularExpressions;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>A task of a job array as the queue shows it.</summary>
/// <param name="Job">The identifier of the array.</param>
/// <param name="Submission">The submission that it belongs to (the job's comment).</param>
/// <param name="Index">Its number in the array.</param>
/// <param name="State">SLURM's word, such as RUNNING.</param>
/// <param name="Node">Where it runs or ran; empty while it waits.</param>
/// <param name="Reason">Why it waits or ended, in SLURM's words.</param>
internal sealed record SlurmTask(string Job, string Submission, int Index, string State, string Node, string Reason)
{
    /// <summary>For squeue; the reason is free text and stands last.</summary>
    public const string Format = "%F|%K|%k|%T|%N|%r";

    // Man page of squeue, JOB STATE CODES: those after which a task does not come back by itself.
    private static readonly HashSet<string> EndStates =
        ["BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "SPECIAL_EXIT", "TIMEOUT"];

    // Man page of squeue, JOB REASON CODES: those that no waiting ends. A node that is down may come back, a limit of running jobs passes.
    private static readonly HashSet<string> HopelessReasons =
    [
        "AccountNotAllowed", "BadConstraints", "InvalidAccount", "InvalidQOS", "PartitionNodeLimit", "PartitionTimeLimit", "QOSNotAllowed",
    ];

    // The same page: SLURM could not start it, and holds it until someone looks. A new task may land on a node that works.
    private static readonly HashSet<string> HeldReasons = ["JobHoldMaxRequeue", "job requeued in held state", "launch failed requeued held"];

    /// <summary>The identifier that commands understand.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Job}_{Index}");

    /// <summary>Whether it ended.</summary>
    public bool Ended => EndStates.Contains(State);

    /// <summary>Whether it ended with success, by its exit code.</summary>
    public bool Completed => State == "COMPLETED";

    /// <summary>Whether it is at work; what did not end and does not run waits.</summary>
    public bool Running => State is "RUNNING" or "COMPLETING" or "STAGE_OUT" or "SUSPENDED" or "STOPPED" or "SIGNALING";

    /// <summary>Whether it waits for what cannot come.</summary>
    public bool Hopeless => !Ended && !Running && HopelessReasons.Contains(Reason);

    /// <summary>Whether it waits for a person, after a start that failed.</summary>
    public bool Held => !Ended && !Running && HeldReasons.Contains(Reason);

    /// <summary>The tasks of squeue's output; what is no task of an array is left out.</summary>
    public static IReadOnlyList<SlurmTask> ParseQueue(string output) => [.. SlurmCommand.Lines(output).Select(Parse).OfType<SlurmTask>()];

    private static SlurmTask? Parse(string line) =>
        line.Split('|', 6) is [var job, var index, var comment, var state, var node, var reason] && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(job, comment, number, state, node, reason)
            : null;
}

/// <summary>How a task fared, from scontrol; what is empty is not known.</summary>
/// <param name="Name">The job's name.</param>
/// <param name="State">SLURM's word.</param>
/// <param name="ExitCode">Exit code and signal, <c>3:0</c>.</param>
/// <param name="TimeLimit">The limit that applied.</param>
/// <param name="Node">Where it ran.</param>
internal sealed partial record SlurmDetails(string Name, string State, string ExitCode, string TimeLimit, string Node)
{
    /// <summary>Nothing is known.</summary>
    public static readonly SlurmDetails Unknown = new("", "", "", "", "");

    /// <summary>Reads a line of <c>scontrol --oneliner show job</c>.</summary>
    public static SlurmDetails Parse(string output)
    {
        var values = Pair().Matches(output).DistinctBy(m => m.Groups["key"].Value).ToDictionary(m => m.Groups["key"].Value, m => m.Groups["value"].Value);
        string Value(string key) => values.GetValueOrDefault(key, "") is var value && value is "(null)" or "N/A" ? "" : value;
        return new(Value("JobName"), Value("JobState"), Value("ExitCode"), Value("TimeLimit"), Value("NodeList"));
    }

    /// <summary>Such as <c>FAILED, exit code 3 on n2</c> or <c>TIMEOUT, time limit 00:01:00 on n1</c>.</summary>
    public string Describe(SlurmTask task)
    {
        var state = State.Length > 0 ? State : task.State;
        var (code, signal) = ExitCode.Split(':') is [var c, var s] ? (c, s) : ("0", "0");
        var end = signal != "0" ? $", killed by signal {signal}" : code != "0" ? $", exit code {code}" : "";
        var cause = state is "TIMEOUT" or "DEADLINE" ? $", time limit {TimeLimit}" : end;
        var node = Node.Length > 0 ? Node : task.Node;
        return $"{state}{cause}{(node.Length > 0 ? $" on {node}" : "")}";
    }

    [GeneratedRegex(@"(?<=^|\s)(?<key>[A-Za-z/:]+)=(?<value>\S*)")]
    private static partial Regex Pair();
}

/// <summary>A partition.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Whether jobs go there that name none.</param>
/// <param name="MaxTime">The longest time limit; null if there is none.</param>
/// <param name="Text">What people need to know of it.</param>
internal sealed partial record SlurmPartition(string Name, bool Default, TimeSpan? MaxTime, string Text)
{
    private static readonly string[] Shown = ["PartitionName", "Default", "State", "MaxTime", "TotalNodes", "TotalCPUs", "MaxMemPerNode", "AllowAccounts", "TRES"];

    /// <summary>Reads a line of <c>scontrol --oneliner show partition</c>.</summary>
    public static SlurmPartition Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        return new(words.GetValueOrDefault("PartitionName", ""), words.GetValueOrDefault("Default") == "YES", Duration(words.GetValueOrDefault("MaxTime", "")), string.Join(' ', Shown.Where(words.ContainsKey).Select(key => $"{key}={words[key]}")));
    }

    /// <summary>Reads minutes, MM:SS, HH:MM:SS or D-HH:MM:SS; null for UNLIMITED and the like.</summary>
    public static TimeSpan? Duration(string text)
    {
        var match = Time().Match(text);
        int Part(string name) => match.Groups[name] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
        return match.Success ? new TimeSpan(Part("days"), Part("hours"), Part("minutes"), Part("seconds")) : null;
    }

    [GeneratedRegex(@"^(?:(?<days>\d{1,5})-)?(?:(?<hours>\d{1,5}):(?<minutes>\d{1,2}):(?<seconds>\d{1,2})|(?<minutes>\d{1,7})(?::(?<seconds>\d{1,2}))?)$")]
    private static partial Regex Time();
}
