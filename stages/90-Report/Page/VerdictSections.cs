namespace Landscape.Stages.Report;

/// <summary>The first screen: one mark a claim, and the table of verdicts.</summary>
internal static class VerdictSections
{
    /// <summary>The claims at a glance: a shape and a word each, so that colour is not needed to read them.</summary>
    public static string Strip(IReadOnlyList<ClaimCount> counts) => string.Concat(
        ClaimGuide.All.Select(guide =>
        {
            var state = Worst([.. counts.Where(c => c.Claim == guide.Claim)]);
            return $"<li><a class=\"{state.Class}\" href=\"#{guide.Anchor}\"><strong>{guide.Claim}</strong> <span class=\"title\">{Html.Encode(guide.Title)}</span> <span class=\"state\">{state.Mark} {state.Words}</span></a></li>\n";
        }));

    public static string Table(IReadOnlyList<ClaimCount> counts, IReadOnlyDictionary<string, int> figureNumbers, Html html) => Html.Table(
        "Verdicts of this run on the claims A1 to A8 and B1 to B8",
        ["Claim", "Statement", "Trials", "Confirmed", "Exact 95 % interval", "Verdict", "See"],
        counts.Select(c => (IReadOnlyList<string>)
        [
            $"<strong><a href=\"#claim-{c.Claim}\">{c.Claim}</a></strong>",
            $"<span>{html.Prose(c.Statement)}</span><span class=\"formula\">{html.Display(c.Formula)}</span>",
            Text.Count(c.Trials),
            Text.Count(c.Confirmed),
            c.Trials == 0 ? "–" : $"{Text.Share(c.Interval.Lower)} – {Text.Share(c.Interval.Upper)}",
            Verdict(c),
            See(c.Claim, figureNumbers) + Cases(c),
        ]),
        "cards verdicts");

    /// <summary>The verdict in words, marked by colour and shape.</summary>
    public static string Verdict(ClaimCount count) => $"<span class=\"verdict {State(count).Class}\">{Html.Encode(count.Verdict)}</span>";

    private static string See(string claim, IReadOnlyDictionary<string, int> figureNumbers)
    {
        var figures = ClaimGuide.All.First(g => g.Claim == claim).Figures.Select(name => $"<a href=\"#{name}\" aria-label=\"figure {figureNumbers[name]}\">{figureNumbers[name]}</a>").ToList();
        var rows = $"<a href=\"#rows-{claim}\" aria-label=\"rows of {claim}\">rows</a>";
        return figures.Count == 0 ? rows : $"{(figures.Count == 1 ? "figure" : "figures")} {string.Join(", ", figures)}; {rows}";
    }

    /// <summary>A link to what was not confirmed.</summary>
    private static string Cases(ClaimCount count) =>
        count.HasExceptions ? $"; <a href=\"#{ClaimSections.ExceptionsOf(count.Claim)}\" aria-label=\"cases of {count.Claim} that were not confirmed\">cases</a>" : "";

    private static (string Class, string Mark, string Words) Worst(IReadOnlyList<ClaimCount> counts) =>
        counts.Select(State).DefaultIfEmpty(State(null)).OrderBy(s => Array.IndexOf(Order, s.Class)).First();

    private static readonly string[] Order = ["exceptions", "unproved", "untested", "holds"];

    private static (string Class, string Mark, string Words) State(ClaimCount? count) => count switch
    {
        null or { Trials: 0 } => ("untested", "–", "not tested"),
        { AssertsExistence: true, Confirmed: 0 } => ("untested", "–", "not seen"),
        { HasExceptions: false } => ("holds", "✓", "holds"),
        { ByProof: true } or { Unconfirmed: not null } => ("unproved", "◐", "some open"),
        _ => ("exceptions", "△", "exceptions"),
    };
}
