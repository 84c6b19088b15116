using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Landscape.Pipeline;

/// <summary>
/// Runs every test project of the solution and adds up what they report. Two at a time, since much of it waits for processes; those that drive the
/// scripts from outside (<c>EndToEnd</c> in the csproj) take minutes and come first, so that the two lanes end together.
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
        var queue = new ConcurrentQueue<string>(Projects().OrderByDescending(IsEndToEnd));
        var lanes = Enumerable.Range(0, Lanes).Select(_ => Task.Run(() => RunAll(queue, cancellation), cancellation));
        return Task.WhenAll(lanes).GetAwaiter().GetResult().Aggregate(None, (sum, counts) => sum + counts);
    }

    private Counts RunAll(ConcurrentQueue<string> queue, CancellationToken cancellation)
    {
        var sum = None;
        while (queue.TryDequeue(out var project))
        {
            sum += Run(project, cancellation);
        }

        return sum;
    }

    /// <summary>Reads a test result file (.trx).</summary>
    public static Counts Read(string trx)
    {
        var counters = XDocument.Load(trx).Descendants().First(e => e.Name.LocalName == "Counters");
        int Count(string name) => (int)counters.Attribute(name)!;
        return new(Count("passed"), Count("executed") - Count("passed"), Count("total") - Count("executed"));
    }

    private const int Lanes = 2;

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
