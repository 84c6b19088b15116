using System.Xml.Linq;

namespace Landscape.Pipeline;

/// <summary>Runs every test project of the solution and adds up what they report.</summary>
public sealed class TestRun(Repository repository)
{
    /// <summary>Counts over all projects.</summary>
    public sealed record Counts(int Passed, int Failed, int Skipped)
    {
        /// <summary>Such as <c>512 passed, 0 failed, 2 skipped</c>.</summary>
        public override string ToString() => $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");

        /// <summary>Adds two counts.</summary>
        public static Counts operator +(Counts a, Counts b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);
    }

    /// <summary>Runs the projects one after the other; a project that ends without a result counts as one failure.</summary>
    public Counts Run(CancellationToken cancellation)
    {
        Store.Delete(Results);
        return Assemblies().Select(a => Run(a, cancellation)).Aggregate(new Counts(0, 0, 0), (sum, counts) => sum + counts);
    }

    /// <summary>Reads a test result file (.trx).</summary>
    public static Counts Read(string trx)
    {
        var counters = XDocument.Load(trx).Descendants().First(e => e.Name.LocalName == "Counters");
        int Count(string name) => (int)counters.Attribute(name)!;
        return new(Count("passed"), Count("executed") - Count("passed"), Count("total") - Count("executed"));
    }

    private string Results => Path.Combine(repository.State, "tests");

    private IEnumerable<string> Assemblies() =>
        Directory.EnumerateFiles(repository.Absolute("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(p => Path.Combine(Path.GetDirectoryName(p)!, "bin", "Release", "net10.0", Path.GetFileNameWithoutExtension(p) + ".dll"));

    private Counts Run(string assembly, CancellationToken cancellation)
    {
        var trx = Path.Combine(Results, Path.GetFileNameWithoutExtension(assembly) + ".trx");
        var command = ChildProcess.DotNet(repository, "test", assembly, "--nologo", "--logger", $"trx;LogFileName={trx}", "--results-directory", Results);
        var exitCode = ChildProcess.Run(command, cancellation);
        var counts = File.Exists(trx) ? Read(trx) : new(0, 1, 0);
        return exitCode != 0 && counts.Failed == 0 ? counts with { Failed = 1 } : counts;
    }
}
