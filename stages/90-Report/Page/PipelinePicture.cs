using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Landscape.Pipeline;
using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>
/// The stages that this page was made from: tables, rows, the first digits of a hash of all rows, and how much was left open. The graph is read from the stage projects, which
/// this assembly carries. Nothing here depends on the run: a hash of rows and not the stage's fingerprint stands here, because a page is the same when the same rows were made by other code.
/// </summary>
internal static class PipelinePicture
{
    private const int HashDigits = 12;
    private const string Prefix = "stages/";
    private const string Own = "report";
    private const string Done = "done";
    private const string Open = "open";

    private const string Style =
        ".stages{max-width:100%;min-width:60rem;height:auto}.stage-box{fill:var(--wash);stroke:var(--line)}.stage-arrow{fill:none;stroke:var(--muted);stroke-width:1.3}.stage-tip{fill:var(--muted)}"
        + ".stage-name{fill:var(--ink);font:600 14px system-ui,\"DejaVu Sans\",sans-serif}.stage-text{fill:var(--ink);font:10.5px ui-monospace,\"DejaVu Sans Mono\",monospace}"
        + ".stage-done{fill:var(--holds)}.stage-open{fill:var(--exceptions)}";

    /// <summary>The picture with its caption.</summary>
    public static string Section(Findings findings, IReadOnlyList<ClaimCount> counts, RunDescription description)
    {
        var projects = Projects();
        var boxes = projects.Keys.OrderBy(stage => Depth(stage, projects)).ThenBy(stage => stage, StringComparer.Ordinal)
            .Select(stage => Box(stage, projects[stage], findings, counts, description)).ToList();
        var words = $"The stages of this run: {string.Join("; ", boxes.Select(b => $"{b.Name}: {string.Join(", ", b.Lines)}"))}";
        return $"""
            <figure id="pipeline" style="max-width:none"><div class="scroll">
            {StageDrawing.Svg(boxes, Style, words)}</div>
            <figcaption>Stages: the first {HashDigits} digits of the SHA-256 over the content hashes of the tables (lines <code>table hash</code> in alphabetical order; the hashes are listed below), then each table with
            its number of rows; an orange bar where something stayed open, which the box says. An arrow leads to a stage that reads the tables; arrows that follow from others are left out.
            Which stages the latest run computed, and which it found done, is drawn in <code>pipeline.svg</code> in the folder above that of the published report.</figcaption></figure>

            """;
    }

    private static StageBox Box(string stage, StageItems project, Findings findings, IReadOnlyList<ClaimCount> counts, RunDescription description)
    {
        var open = OpenCases(stage, findings);
        var tables = project.Tables.Select(table => $"{table} {Rows(stage, table, counts, description)}".TrimEnd());
        return new(stage, project.Upstream, open.Count > 0 ? Open : Done, [.. Hash(stage, project, description), .. tables, .. open]);
    }

    /// <summary>This page's own table is the one that the verdicts were counted for.</summary>
    private static string Rows(string stage, string table, IReadOnlyList<ClaimCount> counts, RunDescription description) =>
        stage == Own ? Count(counts.Count) : description.InputRows.TryGetValue($"{stage}/{table}", out var rows) ? Count(rows) : "";

    /// <summary>One hash for all rows of a stage; none for this page's own, which are not written yet.</summary>
    private static IEnumerable<string> Hash(string stage, StageItems project, RunDescription description)
    {
        var lines = project.Tables.Order(StringComparer.Ordinal).Select(t => (Table: t, Hash: description.InputHashes.GetValueOrDefault($"{stage}/{t}")))
            .Where(t => t.Hash is not null).Select(t => $"{t.Table} {t.Hash}\n").ToList();
        return lines.Count == 0 ? [] : [Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))))[..HashDigits]];
    }

    /// <summary>What a stage did not decide or refused, in words; empty if there is nothing of the kind.</summary>
    private static IReadOnlyList<string> OpenCases(string stage, Findings findings) => stage switch
    {
        "train" => Cases((findings.Runs.Count(r => r.Outcome == "undecided"), "undecided")),
        "detect" => Cases((findings.Rejects.Count, "rejected")),
        "certify" => Cases((findings.Points.Count(p => !p.Certificate.Certified), "not certified")),
        _ => [],
    };

    private static IReadOnlyList<string> Cases((int Number, string What) cases) => cases.Number == 0 ? [] : [$"{Count(cases.Number)} {cases.What}"];

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static int Depth(string stage, SortedDictionary<string, StageItems> projects) =>
        projects[stage].Upstream.Select(u => Depth(u, projects) + 1).DefaultIfEmpty(0).Max();

    private static SortedDictionary<string, StageItems> Projects()
    {
        var assembly = typeof(PipelinePicture).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal));
        return new(names.ToDictionary(n => n[Prefix.Length..].ToLowerInvariant(), n => Items(assembly, n)), StringComparer.Ordinal);
    }

    private static StageItems Items(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var project = XDocument.Load(stream);
        IReadOnlyList<string> Of(string item) => [.. project.Descendants(item).SelectMany(e => e.Attribute("Include")!.Value.Split(';'))];
        return new([.. Of("StageReference").Select(p => p.Split('/')[^1].Replace(".csproj", "", StringComparison.Ordinal).ToLowerInvariant())], Of("OutputTable"));
    }

    private sealed record StageItems(IReadOnlyList<string> Upstream, IReadOnlyList<string> Tables);
}
