// The tasks a person types. What they do is in pipeline/Landscape.Pipeline, compiled and tested; this page finds and calls it.
using System.Reflection;
using IO = System.IO;

var root = Context.Environment.WorkingDirectory.FullPath;
var library = IO.Path.Combine(root, "pipeline/Landscape.Pipeline/bin/Release/net10.0/Landscape.Pipeline.dll");
Func<string, int> pipeline = null;

void Run(string command) => Environment.Exit(pipeline(command));

Task("Default").Description("Reproduce a configuration up to the report; run only what changed").Does(() => Run("Reproduce"));
Task("Status").Description("Per configuration and stage: fresh, reusable, stale, missing, damaged or running").Does(() => Run("Status"));
Task("Why").Description("Per stage: what changed since the latest run, old value and new, and what caused it").Does(() => Run("Why"));
Task("Verify").Description("Hash everything of the latest run again").Does(() => Run("Verify"));
Task("Query").Description("SQL over the tables of the latest run; without --sql, list them").Does(() => Run("Query"));
Task("Diff").Description("Compare two runs: which tables differ and why, how the claims moved").Does(() => Run("Diff"));
Task("Bundle").Description("Archive the latest run: a verified bag that verifies and reproduces itself, as a tar").Does(() => Run("Bundle"));
Task("Import").Description("Take the results of a bundle (--bag=PATH) into the store").Does(() => Run("Import"));
Task("Test").Description("Build everything and run all tests").Does(() => Run("Test"));
Task("Bench").Description("Time kernels, search and sampling beside their peers; write artifacts/bench/bench.json").Does(() => Run("Bench"));
Task("Torture").Description("Fault tests at full size; write artifacts/torture/torture.json").Does(() => Run("Torture"));
Task("Format").Description("Check spaces, line ends and the order of usings").Does(() => Run("Format"));
Task("Schema").Description("Write configs/landscape.schema.json from the options records").Does(() => Run("Schema"));
Task("Clean").Description("List results that no run uses and what dead runs left; --apply deletes them").Does(() => Run("Clean"));
Task("CleanBuild").Description("Delete build outputs; no result").Does(() => Run("CleanBuild"));
Task("CleanArtifacts").Description("Delete all results").Does(() => Run("CleanArtifacts"));
Task("Help").Description("Show this").Does(() =>
{
    Console.WriteLine("./build.sh [--target=NAME] [--config=NAME] [further arguments of the target]\n");
    foreach (var task in Tasks)
    {
        Console.WriteLine($"{task.Name,-15} {task.Description}");
    }

    Console.WriteLine($"\n{Member("Arguments", "Help").GetRawConstantValue()}");
    Environment.Exit(0); // before Cake's table of durations
});

// Loaded from bytes: the file stays free to be built again, and a second load gives the second version.
// What a killed build left of it counts as nothing.
Assembly Load()
{
    try
    {
        return IO.File.Exists(library) ? Assembly.Load(IO.File.ReadAllBytes(library)) : null;
    }
    catch (BadImageFormatException)
    {
        return null;
    }
}

FieldInfo Member(string type, string name) => loaded.GetType($"Landscape.Pipeline.{type}").GetField(name);
MethodInfo Method(string type, string name) => loaded.GetType($"Landscape.Pipeline.{type}").GetMethod(name);

var loaded = Load();
if (loaded is null || !(bool)Method("Bootstrap", "IsCurrent").Invoke(null, [root]))
{
    var build = "msbuild pipeline/Landscape.Pipeline -restore -target:Rebuild -p:Configuration=Release -nologo -verbosity:quiet -tl:off -nodeReuse:false";
    if (StartProcess("dotnet", build) != 0)
    {
        Environment.Exit(1);
    }

    loaded = Load();
}

pipeline = (Func<string, int>)Method("FrontEnd", "Open").Invoke(null, [root, Context.Arguments.GetArguments(), Tasks.Select(t => t.Name)]);
if (pipeline is null)
{
    Environment.Exit(2);
}

// Cake's banner would stand in front of what scripts read.
Context.Log.Verbosity = Verbosity.Quiet;
RunTarget(Argument("target", "Default"));
