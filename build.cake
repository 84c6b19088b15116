// The tasks a person types. What they do is in pipeline/Landscape.Pipeline, compiled and tested; this page finds and calls it.
using System.Reflection;
using IO = System.IO;

var root = Context.Environment.WorkingDirectory.FullPath;
var library = IO.Path.Combine(root, "pipeline/Landscape.Pipeline/bin/Release/net10.0/Landscape.Pipeline.dll");
Func<string, int> pipeline = null;

void Run(string command) => Environment.Exit(pipeline(command));

Task("Default").Description("Reproduce a configuration up to the report; run only what changed").Does(() => Run("Reproduce"));
Task("Status").Description("Per configuration and stage: fresh, reusable, stale, missing or damaged").Does(() => Run("Status"));
Task("Why").Description("Per stage: what changed since the latest run, old value and new").Does(() => Run("Why"));
Task("Verify").Description("Hash everything of the latest run again").Does(() => Run("Verify"));
Task("Test").Description("Build everything and run all tests").Does(() => Run("Test"));
Task("Bench").Description("Time kernels, search and sampling beside their peers; write artifacts/bench/bench.json").Does(() => Run("Bench"));
Task("Format").Description("Check the format of the code").Does(() => Run("Format"));
Task("Schema").Description("Write configs/landscape.schema.json from the options records").Does(() => Run("Schema"));
Task("Clean").Description("Delete build outputs; no result").Does(() => Run("Clean"));
Task("CleanArtifacts").Description("Delete all results").Does(() => Run("CleanArtifacts"));
Task("Help").Description("Show this").Does(() =>
{
    Console.WriteLine("./build.sh [--target=NAME] [--config=NAME] [--stage=NAME] [--jobs=N] [--shards=N]\n");
    foreach (var task in Tasks)
    {
        Console.WriteLine($"{task.Name,-15} {task.Description}");
    }

    Console.WriteLine($"\n{Member("Arguments", "Help").GetRawConstantValue()}");
});

// Loaded from bytes: the file stays free to be built again, and a second load gives the second version.
Assembly Load() => Assembly.Load(IO.File.ReadAllBytes(library));
FieldInfo Member(string type, string name) => loaded.GetType($"Landscape.Pipeline.{type}").GetField(name);
MethodInfo Method(string type, string name) => loaded.GetType($"Landscape.Pipeline.{type}").GetMethod(name);

var loaded = IO.File.Exists(library) ? Load() : null;
if (loaded is null || !(bool)Method("Bootstrap", "IsCurrent").Invoke(null, [root]))
{
    var build = "msbuild pipeline/Landscape.Pipeline -restore -p:Configuration=Release -nologo -verbosity:quiet -tl:off -nodeReuse:false";
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

RunTarget(Argument("target", "Default"));
