using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Landscape.Pipeline;

/// <summary>
/// Runs every test project of the solution and adds up what they report. Two at a time: projects that drive the scripts from outside
/// (<c>EndToEnd</c> in the csproj) wait for processes most of their time, so they go one after the other beside the rest.
/// </summary>
/// <param name="repository">The clone.</param>
/// <param name="say">Gets the lines to show: what a project printed, as soon as it has ended.</param>
public sealed class TestRun(Repository repository, Action<string> say)
{
    /// <summary>Counts over all projects.</summary>
    public sealed record Counts(int Passed, int Failed, int Skipped)
    {
        /// <summary>Such as <c>512 passed, 0 failed</c>; who reads the last line of a test run counts on just that.</summary>
        public override string ToString() => $"{Passed} passed, {Failed} failed";

        /// <summary>Adds two counts.</summary>
        public static Counts operator +(Counts a, Counts b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);
    }

    /// <summary>Runs all projects; one that ends without a result counts as one failure.</summary>
    public Counts Run(CancellationToken cancellation)
    {
        Store.Delete(Results);
        var lanes = Projects().GroupBy(IsEndToEnd).Select(lane => Task.Run(() => lane.Select(p => Run(p, cancellation)).Aggregate(None, (sum, counts) => sum + counts), cancellation));
        return Task.WhenAll(lanes).GetAwaiter().GetResult().Aggregate(None, (sum, counts) => sum + counts);
    }

    /// <summary>Reads a test result file (.trx).</summary>
    public static Counts Read(string trx)
    {
        var counters = XDocument.Load(trx).Descendants().First(e => e.Name.LocalName == "Counters");
        int Count(string name) => (int)counters.Attribute(name)!;
        return new(Count("passed"), Count("executed") - Count("passed"), Count("total") - Count("executed"));
    }

    private static Counts None => new(0, 0, 0);

    private string Results => Path.Combine(repository.State, "tests");

    private IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(repository.Absolute("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static bool IsEndToEnd(string project) => XDocument.Load(project).Descendants("EndToEnd").Any(e => (bool)e);

    private Counts Run(string project, CancellationToken cancellation)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var assembly = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0", name + ".dll");
        var trx = Path.Combine(Results, name + ".trx");
        var watch = Stopwatch.StartNew();
        say($"{name} ...");
        var command = ChildProcess.DotNet(repository, "test", assembly, "--nologo", "--logger", $"trx;LogFileName={trx}", "--results-directory", Results);
        var (exitCode, output, error) = ChildProcess.Capture(command, cancellation);
        var counts = File.Exists(trx) ? Read(trx) : new(0, 1, 0);
        counts = exitCode != 0 && counts.Failed == 0 ? counts with { Failed = 1 } : counts;
        var details = counts.Failed == 0 ? "" : $"{output}{error}".TrimEnd() + "\n";
        say(string.Create(CultureInfo.InvariantCulture, $"{details}{name}: {counts}{Skips(counts)}, {watch.Elapsed.TotalSeconds:0} s"));
        return counts;
    }

    private static string Skips(Counts counts) => counts.Skipped == 0 ? "" : $", {counts.Skipped} skipped (reasons in artifacts/.state/tests)";
}
