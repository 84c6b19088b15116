using System.Globalization;
using Spectre.Console;

namespace Landscape.Benchmarks;

/// <summary>The result as tables for the terminal.</summary>
internal static class BenchTables
{
    // A log is not a terminal of 80 columns: nothing is wrapped.
    private const int WidestTable = 140;

    /// <summary>Prints every part that was measured.</summary>
    public static void Print(BenchResult result)
    {
        var m = result.Machine;
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, WidestTable);
        Console.WriteLine($"{m.Cpu}, {m.Cores} cores, {m.Isa}, {m.Runtime}, {m.Os}; one thread's FMA peak {Number(result.FmaPeakGflops)} GFLOP/s");
        Print("Risk + gradient + Hessian, one thread (microseconds)", result.Kernel, ["n", "d", "N", "P", "ours", "PyTorch", "x", "NumPy", "x", "NumPy + OpenBLAS", "x", "of peak"],
            r => [$"{r.N}", $"{r.D}", $"{r.Nodes}", $"{r.Parameters}", Number(r.OursUs), Number(r.TorchUs), Number(r.TorchRatio),
                Number(r.NumpyUs), Number(r.NumpyRatio), Number(r.NumpyOpenblasUs), Number(r.NumpyOpenblasRatio), Percent(r.PeakFraction)]);
        Print("Two threads on independent items", Rows(result.Scaling), ["one thread s", "two threads s, twice the work", "speed-up", "by medians", "processor time, two over one"],
            r => [Number(r.OneThreadS), Number(r.TwoThreadsS), Number(r.Speedup), Number(r.MedianSpeedup), Number(r.ProcessorTimeRatio)]);
        Print("Multi-start search for minima, seconds for each distinct nondegenerate point", result.Search, ["problem", "points", "SciPy's points", "ours s", "SciPy s", "x"],
            r => [r.Problem, $"{r.OursPoints}", Number(r.ScipyPoints), Number(r.OursSPerPoint), Number(r.ScipySPerPoint), Number(r.Ratio)]);
        Print("Sampling a Gaussian process (ms)", Rows(result.Sampling), ["N", "Kronecker", "general", "Cholesky alone", "of peak", "LAPACK", "LAPACK + OpenBLAS"],
            r => [$"{r.Nodes}", Number(r.KroneckerMs), Number(r.GeneralMs), Number(r.CholeskyMs), Percent(r.CholeskyPeakFraction), Number(r.LapackMs), Number(r.LapackOpenblasMs)]);
        Print("Nothing to do (seconds)", Rows(result.Noop), ["./build.sh", "idle Cake", "Snakemake"],
            r => [Number(r.BuildS), Number(r.IdleCakeS), Number(r.SnakemakeS)]);
        Print("One stage to do (seconds)", Rows(result.Change), ["./build.sh", "the stage itself", "added", "Snakemake, a rule that takes no time"],
            r => [Number(r.BuildS), Number(r.StageS), Number(r.AddedS), Number(r.SnakemakeS)]);
        Print("Shards of quick items (added ms an item)", Rows(result.Shards), ["items", "shards", "plain loop s", "shards written", "shards read", "worker processes", "a worker s"],
            r => [$"{r.Items}", $"{r.Shards}", Number(r.PlainS), Number(r.KeptMs), Number(r.ResumedMs), Number(r.WorkersMs), Number(r.WorkerS)]);
    }

    private static void Print<TRow>(string title, IReadOnlyList<TRow>? rows, string[] headers, Func<TRow, string[]> cells)
    {
        if (rows is null)
        {
            return;
        }

        var table = new Table { Title = new TableTitle(title) };
        table.AddColumns([.. headers.Select(h => new TableColumn(h) { Alignment = Justify.Right })]);
        foreach (var row in rows)
        {
            table.AddRow(cells(row));
        }

        AnsiConsole.Write(table);
    }

    private static TRow[]? Rows<TRow>(TRow? row) => row is null ? null : [row];

    // Three significant digits: what repeated runs agree on.
    private static string Number(double? value) => value switch
    {
        null => "missing",
        >= 100 => Math.Round(value.Value).ToString(CultureInfo.InvariantCulture),
        _ => value.Value.ToString("G3", CultureInfo.InvariantCulture),
    };

    private static string Percent(double fraction) => $"{100 * fraction:F0} %";
}
