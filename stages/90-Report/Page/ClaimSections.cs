namespace Landscape.Stages.Report;

/// <summary>The verdict table, what exactly was counted, and the exceptions.</summary>
internal static class ClaimSections
{
    private const int MostExceptions = 40;

    public static string Verdicts(IReadOnlyList<ClaimCount> counts, Html html) => Html.Table(
        "Verdicts of this run on the claims A1 to A8 and B1 to B8",
        ["Claim", "Statement", "Trials", "Confirmed", "Exact 95 % interval", "Verdict"],
        counts.Select(c => (IReadOnlyList<string>)
        [
            $"<strong>{c.Claim}</strong>",
            $"<span>{html.Prose(c.Statement)}</span><span class=\"formula\">{html.Display(c.Formula)}</span>",
            Text.Count(c.Trials),
            Text.Count(c.Confirmed),
            c.Trials == 0 ? "–" : $"{Text.Share(c.Interval.Lower)} – {Text.Share(c.Interval.Upper)}",
            $"<span class=\"verdict {VerdictClass(c)}\">{Html.Encode(c.Verdict)}</span>",
        ]),
        "cards verdicts");

    public static string Counting(IReadOnlyList<ClaimCount> counts, Html html) => string.Concat(counts.Select(c => $"""
        <dt><strong>{c.Claim}</strong> {html.Prose(c.Statement)}</dt>
        <dd>{html.Prose(c.Counting)}{(c.Caveat.Length > 0 ? $" <em>Caveat:</em> {html.Prose(c.Caveat)}" : "")}</dd>

        """));

    public static string Exceptions(Findings findings, IReadOnlyList<ClaimCount> counts, Html html)
    {
        var listed = counts.Where(c => c.HasExceptions).SelectMany(c => Tables(c, html)).ToList();
        return listed.Count == 0 ? "<p>None: every trial was confirmed.</p>" : string.Concat(listed);
    }

    private static IEnumerable<string> Tables(ClaimCount count, Html html)
    {
        if (count.Exceptions.Count > 0)
        {
            yield return Points(count, html);
        }

        if (count.OtherExceptions.Rows.Count > 0)
        {
            var rows = count.OtherExceptions.Rows.Take(MostExceptions).Select(row => (IReadOnlyList<string>)[.. row.Select(Html.Encode)]);
            yield return Html.Table(Caption(count, count.OtherExceptions.Rows.Count, html), count.OtherExceptions.Columns, rows, "cards data");
        }
    }

    private static string Caption(ClaimCount count, int exceptions, Html html) =>
        $"{count.Claim}: {html.Prose(count.Statement)} {count.Exceptional(exceptions)}{(exceptions > MostExceptions ? $", the first {MostExceptions}" : "")}";

    private static string Points(ClaimCount count, Html html) => Html.Table(
        Caption(count, count.Exceptions.Count, html),
        ["point", "problem", "network", "domain", "risk", "index", "nullity (predicted)", "certificate", "smallest\u00a0|λ|", "margin", "distance", "kernel residual"],
        count.Exceptions.Take(MostExceptions).Select(p => (IReadOnlyList<string>)
        [
            $"{p.Point.PointId}",
            $"{p.Problem.ProblemId}",
            $"{Html.Encode(p.Point.Activation)}, n\u00a0=\u00a0{p.Point.Width}",
            Html.Encode(string.Join(", ", p.Class.Kinds.Prepend(p.Class.Domain))),
            Text.Number(p.Point.Risk),
            $"{p.Spectrum.MorseIndex}",
            $"{p.Spectrum.Nullity} ({p.Class.PredictedNullDimension})",
            p.IsProved ? "proved" : Html.Encode(p.Certificate.Certified ? "in part" : p.Certificate.Reason),
            Text.Number(p.Spectrum.SmallestAbsEigenvalue),
            Text.Number(p.Class.Margin),
            Text.Number(Math.Min(p.DependenceDistance, p.Class.DeactivationDistance)),
            Text.Number(p.Class.KernelResidual),
        ]),
        "cards data");

    private static string VerdictClass(ClaimCount count) =>
        count.Trials == 0 || (count.AssertsExistence && count.Confirmed == 0) ? "untested" : count.HasExceptions ? "exceptions" : "holds";
}
