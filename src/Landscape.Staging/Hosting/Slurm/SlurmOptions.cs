using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>
/// The section <c>slurm</c> of a configuration: what <c>--executor=slurm</c> asks the cluster for. No stage reads it and no fingerprint has it.
/// What is nothing is left to the cluster's own defaults.
/// </summary>
internal sealed record SlurmOptions : IValidatableObject
{
    /// <summary>The section's name, and the executor's.</summary>
    public const string Section = "slurm";

    // Given by the executor itself: it finds its jobs and their tasks again by these.
    private static readonly string[] Reserved =
    [
        "--array", "-a", "--job-name", "-J", "--comment", "--parsable", "--requeue", "--no-requeue", "--open-mode", "--output", "-o", "--error", "-e", "--wait", "-W", "--wrap", "--test-only",
        "--input", "-i", "--hold", "-H",
    ];

    /// <summary>Partition.</summary>
    [RegularExpression("[A-Za-z0-9_.,+-]+", ErrorMessage = "expected the name of a partition")]
    [Description("The partition, or several with commas between; nothing: the cluster's default.")]
    public string? Partition { get; init; }

    /// <summary>Account.</summary>
    [RegularExpression("[A-Za-z0-9_.@+-]+", ErrorMessage = "expected the name of an account")]
    [Description("The account to charge; nothing: the user's default.")]
    public string? Account { get; init; }

    /// <summary>Time limit.</summary>
    [RegularExpression(@"[1-9][0-9]{0,5}|[0-9]{1,3}:[0-5][0-9]:[0-5][0-9]", ErrorMessage = "expected whole minutes (90) or HH:MM:SS (01:30:00)")]
    [Description("Time limit of a task, which computes one shard: whole minutes or HH:MM:SS (the cluster rounds up to minutes); nothing: the partition's default.")]
    public string? Time { get; init; }

    /// <summary>Memory.</summary>
    [RegularExpression("[1-9][0-9]{0,8}[KMGT]?", ErrorMessage = "expected megabytes (500) or a number with unit (500M, 2G)")]
    [Description("Memory of a task, such as 2G or 500M (without a unit: megabytes); nothing: the cluster's default.")]
    public string? Memory { get; init; }

    /// <summary>Processors.</summary>
    [Range(1, 1024)]
    [Description("Processors of a task and threads that compute its items.")]
    public int Cpus { get; init; } = 1;

    /// <summary>Tasks a job array.</summary>
    [Range(1, 10000)]
    [Description("The largest number of tasks in one job array; the cluster's MaxArraySize is a bound too.")]
    public int ArrayChunk { get; init; } = 500;

    /// <summary>Retries.</summary>
    [Range(0, 100)]
    [Description("How often a shard is submitted again when its task was cancelled, ran out of time, failed or got lost.")]
    public int Retries { get; init; } = 2;

    /// <summary>What goes out.</summary>
    [Length(1, 100)]
    [Description("The stages whose shards go out; what takes seconds is quicker computed where the run was started.")]
    public IReadOnlyList<string> Stages { get; init; } = ["train", "detect", "certify", "enumerate", "compose"];

    /// <summary>More of sbatch.</summary>
    [RegularExpression("-[^\\s].*", ErrorMessage = "expected an option of sbatch, such as --qos=long")]
    [Description("Further options of sbatch, such as --constraint=avx2 or --qos=long.")]
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>Binds canonical options, as a plan or a request carries them; none means every default.</summary>
    /// <exception cref="UsageException">They do not fit.</exception>
    public static SlurmOptions Of(JsonElement? canonical)
    {
        var errors = new ConfigErrors(Section);
        var node = canonical is { ValueKind: not JsonValueKind.Null } json ? JsonNodes.Of(json) as MappingNode : null;
        var options = new OptionsBinder(errors, _ => null).BindRecord(node ?? new MappingNode(new Position(1, 1), []), new RecordShape(typeof(SlurmOptions)), Section);
        return errors.Count == 0 ? (SlurmOptions)options : throw new UsageException(string.Join(Environment.NewLine, errors.InFileOrder));
    }

    /// <summary>The options of sbatch that ask for all of it.</summary>
    public IReadOnlyList<string> ToArguments() =>
    [
        "--ntasks=1",
        $"--cpus-per-task={Cpus}",
        .. Given("--partition", Partition),
        .. Given("--account", Account),
        .. Given("--time", Time),
        .. Given("--mem", Memory),
        .. Extra,
    ];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (i, option) in Extra.Index())
        {
            var name = option.Split('=')[0];
            if (Reserved.Any(reserved => name == reserved || (!reserved.StartsWith("--", StringComparison.Ordinal) && !name.StartsWith("--", StringComparison.Ordinal) && name.StartsWith(reserved, StringComparison.Ordinal))))
            {
                yield return new ValidationResult($"{name} is given by the executor itself", [$"{nameof(Extra)}[{i}]"]);
            }
        }
    }

    private static IEnumerable<string> Given(string option, string? value) => value is null ? [] : [$"{option}={value}"];
}
