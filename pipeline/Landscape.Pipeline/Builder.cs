using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>
/// Builds with the SDK, only when a content hash of the sources says that there is something to build. MSBuild itself goes by times, so all is built again where times
/// would mislead it: when an assembly is not the one that was built from these sources, and when a source changed although its time is not after the last build's.
/// </summary>
public sealed class Builder(Repository repository, Action<string> say)
{
    private const int MostRounds = 3; // somebody who saves a file now and then is waited for; a tool that rewrites one in every build is not

    /// <summary>Builds what a run needs: src, stages and pipeline.</summary>
    /// <returns>The hash of the sources that the assemblies are made of.</returns>
    public string BuildForRun(CancellationToken cancellation)
    {
        Build(withTests: false, cancellation);
        return File.ReadAllText(Marker(withTests: false)).Split(' ')[0];
    }

    /// <summary>Builds the solution, tests included.</summary>
    public void BuildWithTests(CancellationToken cancellation) => Build(withTests: true, cancellation);

    /// <summary>Whether a run has nothing to build.</summary>
    public bool IsBuiltForRun() => IsBuilt(withTests: false, RunSources());

    /// <summary>An edit while the compiler reads, even one that is taken back at once, leaves assemblies of no one knows which text: they are built again.</summary>
    private void Build(bool withTests, CancellationToken cancellation)
    {
        string? edited = null;
        for (var round = 0; round < MostRounds; round++)
        {
            var files = SourceTree.Files(repository, withTests);
            var times = SourceTree.Times(repository, files);
            var sources = SourceTree.Hash(repository, files);
            if (IsBuilt(withTests, sources))
            {
                return;
            }

            var misled = edited ?? OtherOutputs(withTests, sources) ?? OldChange(withTests, files);
            edited = BuildAndMark(withTests, files, sources, misled, () => Edited(withTests, times), cancellation);
            if (edited is null)
            {
                return;
            }
        }

        throw new PipelineException($"{edited}, {MostRounds} times in a row");
    }

    /// <summary>Builds, and notes of which sources, unless one was edited meanwhile.</summary>
    /// <returns>The edit, or null.</returns>
    private string? BuildAndMark(bool withTests, IReadOnlyList<string> files, string sources, string? misled, Func<string?> editOf, CancellationToken cancellation)
    {
        say((withTests ? "building with tests" : "building") + (misled is null ? "" : $" all again: {misled}"));
        var (runSources, hashes) = (RunSources(), SourceTree.Hashes(repository, files));
        var restore = SourceTree.Hash(repository, SourceTree.RestoreFiles(files));
        var projects = Projects(withTests);
        var restored = Is(Marker(withTests) + "-restore", restore) && projects.All(HasAssets);
        // From here on the outputs may be of these sources or of those before: an edit that is taken back must not find them built.
        File.Delete(Marker(withTests: false));
        File.Delete(Marker(withTests: true));
        Compile(projects, [.. restored ? Array.Empty<string>() : ["-restore"], .. misled is null ? Array.Empty<string>() : ["-t:Rebuild"]], cancellation);
        if (editOf() is { } edit)
        {
            return edit;
        }

        AtomicFile.Write(Marker(withTests) + "-restore", restore);
        AtomicFile.Write(Marker(withTests) + "-sources", string.Concat(hashes.Select(h => $"{h.Value}  {h.Key}\n")));
        AtomicFile.Write(Marker(withTests: false), $"{runSources} {Outputs()}");
        AtomicFile.Write(Marker(withTests), $"{sources} {Outputs()}");
        return null;
    }

    /// <summary>The first file that was written, came or went since the times were taken.</summary>
    private string? Edited(bool withTests, IReadOnlyList<KeyValuePair<string, DateTime>> times)
    {
        var now = SourceTree.Times(repository, SourceTree.Files(repository, withTests));
        var edits = now.Except(times).Concat(times.Except(now)).Select(f => f.Key);
        return edits.FirstOrDefault() is { } file ? $"{file} was edited while it was compiled" : null;
    }

    private string? OtherOutputs(bool withTests, string sources) =>
        WordsOf(Marker(withTests)) is [var built, var outputs] && built == sources && outputs != Outputs() ? "assemblies are not those that were built from these sources" : null;

    /// <summary>The first source that changed but whose time is not after the last build's: it was moved or copied there with its time, or the clock was set back.</summary>
    private string? OldChange(bool withTests, IReadOnlyList<string> files)
    {
        var list = Marker(withTests) + "-sources";
        var built = File.GetLastWriteTimeUtc(list);
        var before = File.Exists(list) ? File.ReadLines(list).ToHashSet(StringComparer.Ordinal) : null;
        var old = before is null ? null : SourceTree.Hashes(repository, [.. files.Where(f => File.GetLastWriteTimeUtc(repository.Absolute(f)) <= built)])
            .Where(h => !before.Contains($"{h.Value}  {h.Key}")).Select(h => h.Key).FirstOrDefault();
        return old is null ? null : $"{old} changed, and its time is not after the last build's";
    }

    private string RunSources() => SourceTree.Hash(repository, SourceTree.Files(repository, withTests: false));

    private bool IsBuilt(bool withTests, string sources) =>
        Is(Marker(withTests), $"{sources} {Outputs()}") && Projects(withTests).All(HasOutput) && File.Exists(Path.Combine(repository.NodeModules, ".landscape-stamp"));

    private string Marker(bool withTests) => Path.Combine(repository.State, withTests ? "built-tests" : "built-run");

    private void Compile(IReadOnlyList<string> projects, string[] further, CancellationToken cancellation)
    {
        var filter = Path.Combine(repository.State, "build.slnf");
        AtomicFile.Write(filter, CanonicalJson.Indented(new JsonObject
        {
            ["solution"] = new JsonObject
            {
                ["path"] = "../../LandscapePipeline.sln",
                ["projects"] = new JsonArray([.. projects.Select(p => JsonValue.Create(p))]),
            },
        }));
        string[] command = ["msbuild", filter, "-p:Configuration=Release", "-nologo", "-verbosity:quiet", "-tl:off", "-nodeReuse:false", "-maxCpuCount"];
        var note = new BuildNote(repository);
        note.ClearUp(projects.Select(FolderOf), say);
        var exitCode = ChildProcess.Run(ChildProcess.DotNet(repository, [.. command, .. further]), cancellation, note.Write);
        note.Ended(exitCode);
        if (exitCode != 0)
        {
            throw new PipelineException($"the build failed (its errors are above){Ending.OfSignal(exitCode, "MSBuild")}");
        }
    }

    /// <summary>Projects of the solution, relative to it.</summary>
    private List<string> Projects(bool withTests) =>
    [
        .. File.ReadLines(repository.Absolute("LandscapePipeline.sln"))
            .Where(l => l.StartsWith("Project(", StringComparison.Ordinal) && l.Contains(".csproj", StringComparison.Ordinal))
            .Select(l => l.Split('"')[5].Replace('\\', '/'))
            .Where(p => withTests || !p.StartsWith("tests/", StringComparison.Ordinal)),
    ];

    private bool HasAssets(string project) => File.Exists(Path.Combine(FolderOf(project), "obj", "project.assets.json"));

    private bool HasOutput(string project) => Directory.Exists(OutputOf(project));

    /// <summary>One hash over the assemblies of all projects that a run needs.</summary>
    private string Outputs() => ContentHash.OfText(string.Concat(Projects(withTests: false).Where(HasOutput)
        .SelectMany(p => Directory.EnumerateFiles(OutputOf(p), "*.dll")).Order(StringComparer.Ordinal)
        .Select(f => $"{repository.Relative(f)} {ContentHash.OfFile(f)}\n")));

    private string OutputOf(string project) => Path.Combine(FolderOf(project), "bin", "Release", "net10.0");

    private string FolderOf(string project) => Path.GetDirectoryName(repository.Absolute(project))!;

    private static string[] WordsOf(string marker) => File.Exists(marker) ? File.ReadAllText(marker).Split(' ') : [];

    private static bool Is(string marker, string hash) => File.Exists(marker) && File.ReadAllText(marker) == hash;
}
