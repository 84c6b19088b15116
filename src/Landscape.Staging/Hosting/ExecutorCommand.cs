using System.Text.Json;
using Landscape.Artifacts;
using Landscape.Staging.Hosting.Slurm;

namespace Landscape.Staging.Hosting;

/// <summary><c>executor</c>: asks an executor, before any stage starts, whether it could do what a configuration wants of it.</summary>
internal static class ExecutorCommand
{
    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">It could not, or there is none of that name.</exception>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, "--name", "--options", "--stage");
        var options = JsonElement.Parse(line.One("--options"));
        switch (line.One("--name"))
        {
            case RunRequest.LocalExecutor:
                return ExitCode.Success;
            case SlurmOptions.Section:
                SlurmCheck.Run(SlurmOptions.Of(options), line.All("--stage"));
                return ExitCode.Success;
            case var other:
                throw new UsageException($"unknown executor '{other}'; {NearestName.Hint(other, ShardExecutors.Names)}");
        }
    }
}
