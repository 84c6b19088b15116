using Landscape.Staging.Configuration;

namespace Landscape.Staging.Hosting;

/// <summary><c>schema</c>: writes the JSON Schema of configurations.</summary>
internal static class SchemaCommand
{
    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, "--stage", "--out");
        var stages = StageArgument.LoadAll(line.All("--stage"));
        File.WriteAllText(line.One("--out"), ConfigSchema.Of(StageArgument.OptionsBySection(stages).Concat(HostSections.All)));
        return ExitCode.Success;
    }
}
