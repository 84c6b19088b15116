namespace Landscape.Pipeline.Bundling;

/// <summary>Compares a rerun with the run in a bag, table by table and file by file.</summary>
public sealed class BagComparison(string bag, Repository rerun, Action<string> say)
{
    /// <summary>How a result of the rerun stands to the bag's.</summary>
    private enum Agreement
    {
        /// <summary>The same bytes.</summary>
        Identical,

        /// <summary>The same rows in other bytes: a table's file names its fingerprint, which another compiler changes.</summary>
        SameRows,

        /// <summary>Something else.</summary>
        Different,

        /// <summary>The rerun does not have it.</summary>
        Missing,
    }

    /// <summary>Compares and says the outcome.</summary>
    /// <returns>Whether every table has the same rows and every other file the same bytes.</returns>
    /// <exception cref="PipelineException">The bag's run is damaged, or there is no rerun.</exception>
    public bool Run()
    {
        var config = BagVerification.ConfigOf(bag);
        var (expected, damages) = RunCheck.Check(new Repository(Path.Combine(bag, Bag.PayloadFolder)), config);
        var (found, problems) = RunCheck.Check(rerun, config);
        if (damages.Count + problems.Count > 0)
        {
            throw new PipelineException(string.Join('\n', damages.Concat(problems)));
        }

        var results = expected.SelectMany(e => Compare(e.Key, e.Value.Manifest, found.GetValueOrDefault(e.Key)?.Manifest)).ToList();
        results.ForEach(r => say($"{Words(r.Agreement),-10} {r.Name}"));
        return Summarise([.. results.Select(r => r.Agreement)]);
    }

    private static IEnumerable<(string Name, Agreement Agreement)> Compare(string stage, Manifest expected, Manifest? found) =>
        expected.Tables.Select(t => ($"{stage}/{t.Key} ({t.Value.Rows} rows)", Of(t.Value, found?.Tables.GetValueOrDefault(t.Key))))
            .Concat(expected.Files.Select(f => ($"{stage}/{f.Key}", Of(f.Value, found?.Files.GetValueOrDefault(f.Key)))));

    private static Agreement Of(StoredTable expected, StoredTable? found) =>
        found is null ? Agreement.Missing : found.Sha256 == expected.Sha256 ? Agreement.Identical : found.Content == expected.Content ? Agreement.SameRows : Agreement.Different;

    private static Agreement Of(string expected, string? found) => found is null ? Agreement.Missing : found == expected ? Agreement.Identical : Agreement.Different;

    private bool Summarise(IReadOnlyList<Agreement> all)
    {
        int Count(Agreement agreement) => all.Count(a => a == agreement);
        var sound = Count(Agreement.Different) + Count(Agreement.Missing) == 0;
        say($"{all.Count} results: {Count(Agreement.Identical)} with equal bytes, {Count(Agreement.SameRows)} with equal rows only, {Count(Agreement.Different)} different, {Count(Agreement.Missing)} missing");
        if (Count(Agreement.SameRows) > 0)
        {
            say($"equal rows in other bytes: the code was compiled to other assemblies than the bag's, by another SDK perhaps, and tables name their fingerprint (this runtime: {Environment.Version})");
        }

        say(!sound ? "NOT reproduced" : Count(Agreement.SameRows) == 0 ? "reproduced bit for bit" : "reproduced, every row");
        return sound;
    }

    private static string Words(Agreement agreement) => agreement switch
    {
        Agreement.Identical => "identical",
        Agreement.SameRows => "same rows",
        Agreement.Different => "DIFFERENT",
        _ => "MISSING",
    };
}
