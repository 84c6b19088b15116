using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Landscape.Stages.Tests;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record Outcome(int ExitCode, string Text)
{
    /// <summary>State by stage, from the summary at the end of a run.</summary>
    public IReadOnlyDictionary<string, string> States { get; } =
        Regex.Matches(Text, @"^(\w+) +(fresh|reused|ran|failed|stopped|not run)\b", RegexOptions.Multiline).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    /// <summary>The stages in a state, joined by spaces, in the order of the run.</summary>
    public string In(string state) => string.Join(' ', States.Where(s => s.Value == state).Select(s => s.Key));
}

/// <summary>A copy of the repository in a folder of its own, driven from outside through the scripts that people use.</summary>
internal sealed class Clone : IDisposable
{
    private static readonly string[] NotCopied = ["bin", "obj", "node_modules", "TestResults"];
    private readonly Dictionary<string, string> edited = [];

    private readonly string parent = Directory.CreateTempSubdirectory("landscape-").FullName;

    /// <param name="withBuild">Whether to bring what the origin has built along: it is not built again if it is of the sources that were copied.</param>
    /// <param name="folder">The name of the copy's own folder.</param>
    public Clone(bool withBuild = false, string folder = "clone")
    {
        Root = Directory.CreateDirectory(Path.Combine(parent, folder)).FullName;
        Copy(Origin, Root);
        if (withBuild)
        {
            CopyBuild();
        }

        RequireNodePackages(Path.Combine(Origin, "pipeline"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "pipeline", "node_modules"), Path.Combine(Origin, "pipeline", "node_modules"));
    }

    public string Root { get; }

    /// <summary>The repository that holds this test.</summary>
    internal static string Origin { get; } = FindOrigin();

    public string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Environment variables of the scripts that are run from now on.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Runs the build script.</summary>
    public Outcome Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return new(process.ExitCode, text);
    }

    /// <summary>Runs it, and does something as soon as it has printed a line.</summary>
    public Outcome RunAnd(string line, Action act, params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var text = "";
        while (process.StandardOutput.ReadLine() is { } printed)
        {
            text += printed + "\n";
            if (printed == line)
            {
                act();
            }
        }

        process.WaitForExit();
        return new(process.ExitCode, text + error.GetAwaiter().GetResult());
    }

    /// <summary>Runs it and expects success.</summary>
    public Outcome Succeed(params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        return outcome;
    }

    /// <summary>Starts the build script with redirected streams.</summary>
    public Process Start(params string[] arguments) => Process.Start(StartInfo(arguments))!;

    /// <summary>How the build script is started.</summary>
    public ProcessStartInfo StartInfo(params string[] arguments)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("powershell", ["-NoProfile", "-File", PathOf("build.ps1"), .. arguments])
            : new ProcessStartInfo("bash", [PathOf("build.sh"), .. arguments]);
        start.WorkingDirectory = Root;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k == "CI").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["RunAnalyzers"] = "false"; // a property of builds: the origin's build has read the same sources with them, and they change no byte
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Replaces a text in a file, everywhere, until <see cref="Restore"/>.</summary>
    public void Edit(string path, string old, string now)
    {
        var text = File.ReadAllText(PathOf(path));
        Assert.Contains(old, text, StringComparison.Ordinal);
        edited.TryAdd(path, text);
        File.WriteAllText(PathOf(path), text.Replace(old, now, StringComparison.Ordinal));
    }

    /// <summary>Adds a text to a file until <see cref="Restore"/>.</summary>
    public void Append(string path, string more)
    {
        edited.TryAdd(path, File.ReadAllText(PathOf(path)));
        File.AppendAllText(PathOf(path), more);
    }

    /// <summary>Takes all edits back.</summary>
    public void Restore()
    {
        foreach (var (path, text) in edited)
        {
            File.WriteAllText(PathOf(path), text);
        }

        edited.Clear();
    }

    /// <summary>SHA-256 by path of everything that a run made: run lock, tables, figures, pages; not the manifests and the picture of the run, which have time and host.</summary>
    public SortedDictionary<string, string> Results(string config) => ResultsIn(Root, config);

    /// <summary>The same for a copy of the repository anywhere.</summary>
    public static SortedDictionary<string, string> ResultsIn(string root, string config)
    {
        var run = Path.Combine(root, "artifacts", "runs", config);
        var entries = Regex.Matches(File.ReadAllText(Path.Combine(run, "run.lock.json")), "\"path\": \"([^\"]+)\"").Select(m => Path.Combine(root, m.Groups[1].Value));
        var files = entries.Append(run).SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Where(f => Path.GetFileName(f) is not ("manifest.json" or "manifest.json.sha256" or "pipeline.svg"));
        return new(files.ToDictionary(f => Path.GetRelativePath(root, f), f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))), StringComparer.Ordinal);
    }

    /// <summary>The store folder of a stage in the latest run.</summary>
    public string Entry(string config, string stage)
    {
        var text = File.ReadAllText(PathOf($"artifacts/runs/{config}/run.lock.json"));
        return PathOf(Regex.Match(text, $"\"path\": \"(artifacts/store/{stage}/[^\"]+)\"").Groups[1].Value);
    }

    /// <summary>Folders of the store that are no finished result.</summary>
    public IEnumerable<string> UnfinishedResults() => Directory.EnumerateDirectories(PathOf("artifacts/store")).SelectMany(Directory.EnumerateDirectories)
        .Where(f => Path.GetFileName(f).StartsWith('.') || !File.Exists(Path.Combine(f, "manifest.json")));

    public void Dispose()
    {
        Directory.Delete(PathOf("pipeline/node_modules")); // the link, not what it points to
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(parent, recursive: true);
    }

    /// <summary>A clone that had to restore the packages would have npm delete them through the link, for the origin too.</summary>
    private static void RequireNodePackages(string folder)
    {
        var stamp = Path.Combine(folder, "node_modules", ".landscape-stamp");
        Assert.True(
            File.Exists(stamp) && File.GetLastWriteTimeUtc(stamp) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")),
            "pipeline/node_modules is not restored: ./build.sh --target=Test does it, or build pipeline/Landscape.Pipeline");
    }

    /// <summary>Sources only, with their times: the copy of the package lock must not look newer than the packages.</summary>
    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from).Where(f => !NotCopied.Contains(Path.GetFileName(f)) && !IsOutput(f)))
        {
            var target = Directory.CreateDirectory(Path.Combine(to, Path.GetFileName(folder))).FullName;
            Copy(folder, target);
        }

        foreach (var file in Directory.EnumerateFiles(from))
        {
            var target = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, target);
            File.SetLastWriteTimeUtc(target, File.GetLastWriteTimeUtc(file));
        }
    }

    /// <summary>Assemblies, and the build's notes of which sources they are made of. A build is the same in every folder.</summary>
    private void CopyBuild()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories).Where(f => Directory.EnumerateFiles(f, "*.csproj").Any()).ToList())
        {
            var built = Path.Combine(Path.GetRelativePath(Root, folder), "bin", "Release", "net10.0");
            if (Directory.Exists(Path.Combine(Origin, built)) && !built.StartsWith("tests", StringComparison.Ordinal))
            {
                Copy(Path.Combine(Origin, built), Directory.CreateDirectory(PathOf(built)).FullName);
            }
        }

        var state = Directory.CreateDirectory(PathOf("artifacts/.state")).FullName;
        foreach (var note in new[] { "built-run", "tools-restored" }.Where(n => File.Exists(Path.Combine(Origin, "artifacts", ".state", n))))
        {
            File.Copy(Path.Combine(Origin, "artifacts", ".state", note), Path.Combine(state, note));
        }
    }

    private static bool IsOutput(string folder) => folder == Path.Combine(Origin, ".git") || folder == Path.Combine(Origin, "artifacts");

    private static string FindOrigin()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LandscapePipeline.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
