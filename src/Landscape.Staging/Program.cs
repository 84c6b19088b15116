using Landscape.Artifacts;
using Landscape.Staging;
using Landscape.Staging.Hosting;

// The host of every stage: plan, run, shard, schema, query, executor. People use ./build.sh; the orchestration calls this with paths and reads exit codes.
string[] commands = ["plan", "run", "shard", "schema", "query", "executor"];
try
{
    return args switch
    {
        ["plan", .. var rest] => PlanCommand.Run(rest, Console.Error),
        ["schema", .. var rest] => SchemaCommand.Run(rest),
        ["query", .. var rest] => QueryCommand.Run(rest, Console.Out, Console.Error),
        ["run", .. var rest] => RunCommand.Run(rest, Console.OpenStandardInput()),
        ["shard", .. var rest] => ShardCommand.Run(rest),
        ["executor", .. var rest] => ExecutorCommand.Run(rest),
        [var other, ..] => throw new UsageException($"unknown command '{other}'; {NearestName.Hint(other, commands)}"),
        [] => throw new UsageException($"a command is needed: {string.Join(", ", commands)}"),
    };
}
catch (Exception failure)
{
    Console.Error.WriteLine(OneLine.Of(failure));
    return failure is UsageException ? ExitCode.BadConfiguration : ExitCode.StageFailed;
}
