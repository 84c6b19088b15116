using System.Diagnostics;

namespace Landscape.Faults.Tests.Inputs;

/// <summary>Damaged and odd target tables: refused with a message that names the file, or accepted and then read as what they say.</summary>
public sealed class TableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("landscape-tables-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_mutated_CSV_table_is_refused_with_a_place_or_read_as_what_it_says()
    {
        var random = new Random(20260101);
        for (var trial = 0; trial < Size.Of(500, 2000); trial++)
        {
            var clock = Stopwatch.StartNew();
            var path = PathOf("mutated.csv");
            var bytes = CsvTables.Mutated(random);
            File.WriteAllBytes(path, bytes);
            var answer = TableProbe.Describe(path);
            Assert.True(answer.Length < 1000 && answer.Split(' ')[0] is "accepted" or "refused", $"trial {trial}: {answer}");
            if (answer.StartsWith("refused", StringComparison.Ordinal))
            {
                Journal.Write(new Fault("mutated CSV table", answer, Noticed: true, Wrong: false, clock.Elapsed.TotalSeconds));
                Assert.Matches(@"^refused mutated\.csv(\([1-9][0-9]*\))?: .*(expected|must|is empty|no rows|not closed)", answer);
                continue;
            }

            var plain = CsvTables.PlainReading(bytes);
            Assert.True(plain is not null, $"trial {trial}: accepted, though it is not of the documented form");
            var sample = TableProbe.Read(path).Sample;
            Assert.Equal(plain["y"], sample.Targets);
            Assert.All(Enumerable.Range(0, sample.InputDimension), k => Assert.Equal(plain[$"x{k + 1}"], Enumerable.Range(0, sample.Count).Select(s => sample.Nodes[s, k])));
            Journal.Write(new Fault("mutated CSV table", answer, Noticed: false, Wrong: false, clock.Elapsed.TotalSeconds));
        }
    }

    [Fact]
    public void A_Parquet_table_that_is_no_target_is_refused_for_its_reason()
    {
        foreach (var (sql, message) in ParquetTables.Others)
        {
            var path = PathOf("other.parquet");
            ParquetTables.Write(path, sql);
            var answer = TableProbe.Describe(path);
            Assert.StartsWith("refused other.parquet: ", answer, StringComparison.Ordinal);
            Assert.Contains(message, answer, StringComparison.Ordinal);
        }
    }

    /// <summary>Twice, in two processes: what is accepted must be the same numbers each time, or a run could not be repeated.</summary>
    [Fact]
    public void A_damaged_Parquet_table_ends_no_process_and_gives_the_same_numbers_each_time_or_none()
    {
        var random = new Random(20260102);
        var wholes = ParquetTables.Wholes(folder);
        var paths = Enumerable.Range(0, Size.Of(240, 2000)).Select(trial =>
        {
            var path = PathOf($"{trial}.parquet");
            File.WriteAllBytes(path, ParquetTables.Mutated(wholes[trial % wholes.Count], random));
            return path;
        }).ToList();

        var answers = Probe(paths);
        Assert.All(answers, answer => Assert.Matches(@"^(accepted|refused [0-9]+\.parquet: )", answer));
        var again = Probe(paths);
        foreach (var (first, second) in answers.Zip(again))
        {
            Journal.Write(new Fault("damaged Parquet table", first, first.StartsWith("refused", StringComparison.Ordinal), first != second, 0));
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private static List<string> Probe(IEnumerable<string> paths)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(TableProbe).Assembly.Location]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var answers = new List<string>();
        foreach (var path in paths)
        {
            process.StandardInput.WriteLine(path);
            process.StandardInput.Flush();
            answers.Add(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{path} ended the process"));
        }

        process.StandardInput.Close();
        process.WaitForExit();
        return answers;
    }
}
