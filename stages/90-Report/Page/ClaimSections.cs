namespace Landscape.Stages.Report;

/// <summary>A section a claim: what the theory says, what was measured, table, pictures, caveats, and the cases that were not confirmed.</summary>
internal static class ClaimSections
{
    private const int MostExceptions = 40;

    /// <summary>The sections of some claims.</summary>
    /// <param name="guides">The claims.</param>
    /// <param name="counts">All counts of the run.</param>
    /// <param name="figures">All figures, as they stand on the page, by name.</param>
    /// <param name="tables">What a claim has to show besides its counts, by claim.</param>
    /// <param name="html">Where formulas are collected.</param>
    public static string Of(IEnumerable<ClaimGuide> guides, IReadOnlyList<ClaimCount> counts, IReadOnlyDictionary<string, string> figures, IReadOnlyDictionary<string, string> tables, Html html) =>
        string.Concat(guides.Select(guide => Section(guide, [.. counts.Where(c => c.Claim == guide.Claim)], figures, tables.GetValueOrDefault(guide.Claim, ""), html)));

    /// <summary>The anchor of the cases of a claim that were not confirmed.</summary>
    public static string ExceptionsOf(string claim) => $"exceptions-{claim}";

    private static string Section(ClaimGuide guide, IReadOnlyList<ClaimCount> counts, IReadOnlyDictionary<string, string> figures, string tables, Html html) => $"""
        <section class="claim" id="{guide.Anchor}" aria-labelledby="{guide.Anchor}-title">
        <h3 id="{guide.Anchor}-title"><span class="number">{guide.Claim}</span> {Html.Encode(guide.Title)}</h3>
        <p class="theory">{html.Prose(guide.Theory)}</p>
        {Measured(guide, counts, html)}
        {tables}
        {string.Concat(guide.Figures.Select(name => Figure(name, guide, figures)))}
        {Exceptions(counts, html)}
        </section>

        """;

    /// <summary>The figure, or a link where an earlier claim has it.</summary>
    private static string Figure(string name, ClaimGuide guide, IReadOnlyDictionary<string, string> figures) =>
        ClaimGuide.All.First(g => g.Figures.Contains(name)) is var first && first == guide ? figures[name] : $"<p>The picture stands at <a href=\"#{name}\">claim {first.Claim}</a>.</p>\n";

    private static string Measured(ClaimGuide guide, IReadOnlyList<ClaimCount> counts, Html html)
    {
        var sources = Text.List(guide.Tables.Select(t => $"<code>{t}</code>"));
        var items = counts.Select(c => $"""
            <dt>{html.Prose(c.Statement)}</dt>
            <dd class="result">{Text.Count(c.Confirmed)} of {Text.Count(c.Trials)} confirmed{Interval(c)} {VerdictSections.Verdict(c)}</dd>
            <dd>{html.Prose(c.Counting)}{(c.Caveat.Length > 0 ? $" <em>Caveat:</em> {html.Prose(c.Caveat)}" : "")}</dd>

            """);
        return $"<div class=\"measured\" id=\"rows-{guide.Claim}\"><p class=\"sources\">Measured on the rows of {sources}.</p><dl>{string.Concat(items)}</dl></div>";
    }

    private static string Interval(ClaimCount c) => c.Trials == 0 ? "." : $", exact 95 % interval {Text.Share(c.Interval.Lower)} – {Text.Share(c.Interval.Upper)}.";

    private static string Exceptions(IReadOnlyList<ClaimCount> counts, Html html)
    {
        var listed = counts.Where(c => c.HasExceptions).SelectMany(c => Tables(c, html)).ToList();
        return listed.Count == 0 ? "" : $"<details class=\"exceptions\"><summary>Cases that were not confirmed, with their numbers</summary>\n<div id=\"{ExceptionsOf(counts[0].Claim)}\">{string.Concat(listed)}</div></details>\n";
    }

    private static IEnumerable<string> Tables(ClaimCount count, Html html)
    {
        if (count.Exceptions.Count > 0)
        {
            yield return Points(count, html);
        }

        if (count.OtherExceptions.Rows.Count > 0)
        {
            var columns = count.OtherExceptions.Columns;
            var rows = count.OtherExceptions.Rows.Take(MostExceptions).Select(row => (IReadOnlyList<string>)[.. row.Select((cell, i) => columns[i] == "point" ? PointLink(cell) : Html.Encode(cell))]);
            yield return Html.Table(Caption(count, count.OtherExceptions.Rows.Count, html), columns, rows, "cards data");
        }
    }

    /// <summary>A link to the point in the table of critical points.</summary>
    private static string PointLink(string id) => $"<a class=\"to-point\" href=\"#point-{Html.Encode(id)}\">{Html.Encode(id)}</a>";

    private static string Caption(ClaimCount count, int exceptions, Html html) =>
        $"{count.Claim}: {html.Prose(count.Statement)} {count.Exceptional(exceptions)}{(exceptions > MostExceptions ? $", the first {MostExceptions}" : "")}";

    private static string Points(ClaimCount count, Html html) => Html.Table(
        Caption(count, count.Exceptions.Count, html),
        ["point", "problem", "network", "domain", "risk", "index", "nullity (predicted)", "certificate", "smallest\u00a0|λ|", "margin", "distance", "kernel residual"],
        count.Exceptions.Take(MostExceptions).Select(p => (IReadOnlyList<string>)
        [
            PointLink($"{p.Point.PointId}"),
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
}
