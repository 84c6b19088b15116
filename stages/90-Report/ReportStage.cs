using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Landscape.Artifacts;
using Landscape.Staging;

[assembly: InternalsVisibleTo("Landscape.Report.Tests")]

namespace Landscape.Stages.Report;

/// <summary>Options of the section <c>report</c>: what the figures show when there is more than an eye can take in, and what counts as rounding.</summary>
public sealed record ReportOptions
{
    [Description("One-dimensional targets in the figure of network fits.")]
    [Range(1, 8)]
    public int FitTargets { get; init; } = 2;

    [Description("Runs drawn as thin lines, a method; the medians are over all runs.")]
    [Range(1, 500)]
    public int TraceRuns { get; init; } = 30;

    [Description("Spectra drawn as strips, a panel.")]
    [Range(1, 60)]
    public int SpectrumStrips { get; init; } = 12;

    [Description("Points drawn, a scatter plot; every k-th is taken when there are more, counts and claims use all.")]
    [Range(100, 20000)]
    public int ScatterPoints { get; init; } = 2000;

    [Description("Critical points in the table of the page; every k-th is taken when there are more, and the page says so. The Parquet tables hold all.")]
    [Range(100, 100000)]
    public int TablePoints { get; init; } = 6000;

    [Description("Landscapes drawn one by one (disconnectivity graph, parents and children, slices).")]
    [Range(1, 6)]
    public int Landscapes { get; init; } = 3;

    [Description("Largest |H v| / (|H| |v|) of a predicted null direction v that counts as rounding (claim A2).")]
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double KernelTolerance { get; init; } = 1e-8;

    [Description("Largest change of the risk along a flat family, as a share of the target's variance, that counts as rounding (claim A2).")]
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double FlatTolerance { get; init; } = 1e-10;

    [Description("Largest margin that counts as zero: the rounding of a singular value of normalised functions (claim A3).")]
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double MarginTolerance { get; init; } = 1e-14;
}

/// <summary>One count behind a verdict; a claim has as many rows as it has counts.</summary>
/// <param name="Claim">A1 to A8, B1 to B8.</param>
/// <param name="Statement">What is counted, in words.</param>
/// <param name="Trials">How many cases the run had.</param>
/// <param name="Confirmed">In how many the statement held.</param>
/// <param name="Lower">Lower end of the exact 95 % interval of confirmed / trials; 0 without trials.</param>
/// <param name="Upper">Upper end; 1 without trials.</param>
/// <param name="Verdict">What the count says, in words.</param>
[Table("claims", 1)]
public sealed record ClaimRow(string Claim, string Statement, long Trials, long Confirmed, double Lower, double Upper, string Verdict);

/// <summary>
/// Weighs the claims A1 to A8 and B1 to B8 (docs/theory.md) against everything that this run found, and tells it on one page that needs no network:
/// counts with exact binomial intervals, figures with their specs, configuration and provenance.
/// </summary>
[Stage("report", 1)]
public sealed class ReportStage : IStage<ReportOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, ReportOptions options, StageContext context)
    {
        var findings = Findings.Read(inputs);
        var counts = ClaimCounts.Judge(findings, options);
        var figures = FigureRenderer.Render(FigureList.Draw(findings, options), context);
        var page = ReportPage.Compose(findings, counts, figures, options, context);

        var output = new StageOutput().Add(counts.Select(c => c.ToRow())).AddFile("index.html", page)
            .AddFile("claims.csv", ClaimFiles.Csv(counts)).AddFile("claims.tex", ClaimFiles.Latex(counts, context.Description.Config));
        foreach (var figure in figures)
        {
            figure.AddTo(output);
        }

        return output;
    }
}
