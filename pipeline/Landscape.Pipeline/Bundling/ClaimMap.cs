namespace Landscape.Pipeline.Bundling;

/// <summary>A line of <c>pipeline/bundle/claims.tsv</c>: which stage, tables and figures bear on a claim.</summary>
/// <param name="Claim">Such as A1.</param>
/// <param name="Statement">The claim in a few words.</param>
/// <param name="Stage">The stage from which on it is made again.</param>
/// <param name="Tables">Tables as stage/table.</param>
/// <param name="Figures">Names of figures.</param>
public sealed record ClaimMap(string Claim, string Statement, string Stage, IReadOnlyList<string> Tables, IReadOnlyList<string> Figures)
{
    /// <summary>The file.</summary>
    public const string FileName = "pipeline/bundle/claims.tsv";

    /// <summary>Reads the map of a source tree.</summary>
    public static IReadOnlyList<ClaimMap> Read(SourceSnapshot source) => Parse(source.Files[FileName].Text());

    /// <summary>Reads tab-separated lines below a header.</summary>
    public static IReadOnlyList<ClaimMap> Parse(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))
            .Select(cells => new ClaimMap(cells[0], cells[1], cells[2], Items(cells[3]), Items(cells[4]))),
    ];

    private static string[] Items(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
