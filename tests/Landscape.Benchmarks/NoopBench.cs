using System.ComponentModel;

namespace Landscape.Benchmarks;

/// <summary>Seconds of a run that has nothing to do.</summary>
/// <param name="BuildS">A second <c>./build.sh</c>.</param>
/// <param name="IdleCakeS">Cake with an empty script: the floor.</param>
/// <param name="SnakemakeS">Snakemake on as many rules as there are stages.</param>
internal sealed record NoopRow(double BuildS, double IdleCakeS, double? SnakemakeS);

/// <summary>What it costs to find that everything is up to date, next to the build front end's own start-up and to Snakemake.</summary>
internal static class NoopBench
{
    private const int Repetitions = 7;

    /// <summary>Brings the default configuration up to date first, untimed.</summary>
    public static NoopRow Run(PeerRegister peers)
    {
        var build = Median(RepositoryRoot.Path, "bash", "build.sh")
            ?? throw new InvalidOperationException("bash is missing, so ./build.sh cannot run");
        return new NoopRow(build, IdleCake(), Snakemake(peers));
    }

    private static double IdleCake()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "build.cake"), "Task(\"Default\");\nRunTarget(\"Default\");\n");
        File.Copy(Path.Combine(RepositoryRoot.Path, "cake.config"), Path.Combine(folder.Path, "cake.config"));
        Directory.CreateDirectory(Path.Combine(folder.Path, ".config"));
        File.Copy(Path.Combine(RepositoryRoot.Path, ".config", "dotnet-tools.json"), Path.Combine(folder.Path, ".config", "dotnet-tools.json"));
        return Median(folder.Path, "dotnet", "cake", "build.cake")!.Value;
    }

    private static double? Snakemake(PeerRegister peers)
    {
        using var folder = new TemporaryFolder();
        SnakemakePeer.Write(folder.Path, "none");
        var seconds = Median(folder.Path, SnakemakePeer.Program, SnakemakePeer.Arguments);
        SnakemakePeer.Register(peers, found: seconds is not null);
        return seconds;
    }

    /// <summary>The median seconds of a command, after one run that does the work; null if the command does not exist.</summary>
    private static double? Median(string folder, string command, params string[] arguments)
    {
        try
        {
            Command.Run(folder, command, arguments);
            return Timing.Median(Enumerable.Range(0, Repetitions).Select(_ => Timing.Seconds(() => Command.Run(folder, command, arguments))).ToList());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
