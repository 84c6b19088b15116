using System.Globalization;
using System.Text;

namespace Landscape.Pipeline.Bundling;

/// <summary>The pages for people: what is where, and for each claim and figure the command that makes it again, its artifact and the expected time.</summary>
public static class BundleReadme
{
    /// <summary>The page at the top of the bag.</summary>
    public static string Pointer(Publication publication, BundledRun run) => $"""
        # {publication.Title}

            ./verify.sh               # nothing was changed, and every certificate holds
            ./reproduce.sh            # run everything again from the sources in here and compare (about {Minutes(Seconds(run))} of computing)

        `verify.sh` needs sha512sum, find, diff and sh; with the .NET 10 runtime it also checks structure and provenance and computes every certificate again. It uses no network.
        `reproduce.sh` needs the .NET 10 SDK and Node 20 with npm, and packages from their registries unless they are in the caches.

        What is in here, and which command makes which claim and figure: `data/README.md`. The report: `data/{Report(run)}`.

        """;

    /// <summary>The page of the payload.</summary>
    public static string Of(Publication publication, BundledRun run, SourceSnapshot source)
    {
        var text = new StringBuilder($"""
            # {publication.Title}

            {publication.Description}

            Configuration `{run.Config}`, commit `{source.Commit}`{(source.Changed.Count > 0 ? " with the changes of `source.diff`, which are already in `source/`" : "")}, version {publication.Version}, {publication.IsoDate}.
            Results hash (SHA-256 of `results.sha256`): `{ContentHash.OfText(run.ResultsFile())}`.

            | what | where |
            |---|---|
            | the report, one offline page | `{Report(run)}` |
            | tables (Parquet) of each stage, with manifests | `artifacts/store/<stage>/<fingerprint>/`, listed by `artifacts/runs/{run.Config}/run.lock.json` |
            | figures with their specifications | beside the report, `figures/` |
            | sources, configurations, package locks, documentation | `source/` |
            | what it ran on: commit, tools, host, seed, seconds | `environment.json` |
            | machine-readable description of all of it | `ro-crate-metadata.json` (Workflow Run RO-Crate) |
            | how to cite; records for catalogues | `CITATION.cff`, `datacite.json`, `codemeta.json`; the software itself: `source/CITATION.cff` |
            | licences: data and report {publication.DataLicence}, code {publication.CodeLicence} | `licences/` |
            | compiled code that `verify.sh` runs | `runtime/` |
            | logs of the run | `logs/` |

            Times and hosts stand in the manifests, the logs and what is derived from them; everything that `results.sha256` lists repeats bit for bit with the same SDK.

            ## How long it takes


            """);
        text.Append("| stage | seconds |\n|---|---|\n");
        run.Stages.ToList().ForEach(s => text.Append(CultureInfo.InvariantCulture, $"| {s.Stage.Name} | {s.Entry.Manifest.DurationSeconds:0.0} |\n"));
        text.Append(CultureInfo.InvariantCulture, $"\nOn {Host(run)}. Building from the sources comes on top, about two minutes there.\n\n");
        AppendClaims(text, run, ClaimMap.Read(source));
        return text.ToString();
    }

    private static void AppendClaims(StringBuilder text, BundledRun run, IReadOnlyList<ClaimMap> claims)
    {
        text.Append("## Claims and figures\n\nThe claims are stated in `source/docs/theory.md`; what was counted, with verdicts:");
        text.Append(CultureInfo.InvariantCulture, $" [claims.csv]({Folder(run, ReportPublisher.Stage)}/claims.csv).\n\n");
        text.Append("| claim | says | tables | figures | made again by | seconds |\n|---|---|---|---|---|---|\n");
        foreach (var claim in claims)
        {
            var tables = string.Join(", ", claim.Tables.Select(t => Link(run, t)));
            var figures = string.Join(", ", claim.Figures.Select(f => $"[{f}]({Folder(run, "report")}/figures/{f}.svg)"));
            text.Append(CultureInfo.InvariantCulture, $"| {claim.Claim} | {claim.Statement} | {tables} | {figures} | `./reproduce.sh --from={claim.Stage}` | {SecondsFrom(run, claim.Stage):0} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nAll figures alone, from the tables in here: `./reproduce.sh --from=report`, {SecondsFrom(run, "report"):0} s.\n");
    }

    private static string Link(BundledRun run, string table)
    {
        var (stage, name) = (table.Split('/')[0], table.Split('/')[1]);
        return $"[{table}]({Folder(run, stage)}/{name}.parquet)";
    }

    private static string Folder(BundledRun run, string stage) => run.Stages.Single(s => s.Stage.Name == stage).Path;

    private static string Report(BundledRun run) => $"{Folder(run, ReportPublisher.Stage)}/index.html";

    private static string Host(BundledRun run)
    {
        var host = run.Stages[0].Record["host"]!;
        return $"{host["cpu"]} ({host["isa"]}), {host["threads"]} threads, {host["os"]}";
    }

    private static double Seconds(BundledRun run) => run.Stages.Sum(s => s.Entry.Manifest.DurationSeconds);

    /// <summary>A stage and everything that follows it.</summary>
    private static double SecondsFrom(BundledRun run, string stage)
    {
        var later = StageGraph.Of([.. run.Stages.Select(s => s.Stage)]).From(stage).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return run.Stages.Where(s => later.Contains(s.Stage.Name)).Sum(s => s.Entry.Manifest.DurationSeconds);
    }

    private static string Minutes(double seconds) =>
        seconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds)} s") : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds / 60)} min");
}
