using Landscape.Numerics;

namespace Landscape.Stages.Report;

/// <summary>Landscapes of one neuron on one input, whose critical points are known completely: how many of them the search found, and the alternating sum with a ridge.</summary>
internal static class EnumerationSections
{
    private const string Explanation =
        "For one tanh or logistic neuron on one input, interval branch and bound finds every efficient critical point up to a slope $w$ (the option slope_limit) and proves that there is no other, but in the boxes that it could not decide, whose area is given. "
        + "*Recall* is the share of these points that the search found without knowing of the enumeration. With a ridge $\\rho|\\theta|^2$ the box holds all critical points there are; if all are nondegenerate, the sum of $(-1)^{\\text{index}}$ over them is 1 by Morse theory: necessary, not sufficient, for completeness.";

    public static string Summary(Findings findings, Html html)
    {
        if (findings.Enumerations.Count == 0)
        {
            return "<p>No landscape of one tanh or logistic neuron on one input in this run.</p>";
        }

        var (plain, ridged) = (findings.Enumerations.Where(e => e.Ridge == 0).ToList(), findings.Enumerations.Where(e => e.Ridge > 0).ToList());
        return $"<p>{html.Prose(Explanation)}</p>{Recall(plain)}{AlternatingSums(ridged)}";
    }

    private static string Recall(IReadOnlyList<EnumerationView> enumerations) => Html.Table(
        "Recall of the search",
        ["activation", "targets", "enumerated completely", "critical points", "found by the search", "recall, exact 95\u00a0% interval", "targets with all found", "undecided area", "unexplained"],
        enumerations.GroupBy(e => e.Activation).OrderBy(g => Catalogue.Rank(g.Key)).Select(g =>
        {
            var (points, found) = (g.Sum(e => e.Points), g.Sum(e => e.FoundBySearch ?? 0));
            var interval = BinomialInterval.Exact(found, points);
            return (IReadOnlyList<string>)
            [
                Html.Encode(g.Key),
                Text.Count(g.Count()),
                Text.Count(g.Count(e => e.Complete)),
                Text.Count(points),
                Text.Count(found),
                points == 0 ? "–" : $"{Text.Share((double)found / points)} ({Text.Share(interval.Lower)} – {Text.Share(interval.Upper)})",
                Text.Count(g.Count(e => e.FoundBySearch == e.Points)),
                Text.Number(g.Sum(e => e.UndecidedArea)),
                Text.Count(g.Sum(e => e.Unexplained)),
            ];
        }),
        "cards data");

    private static string AlternatingSums(IReadOnlyList<EnumerationView> enumerations) => Html.Table(
        "Alternating sums with a ridge",
        ["activation", "ridge", "targets", "enumerated completely", "critical points", "sum equal to 1", "other sums"],
        enumerations.GroupBy(e => (e.Activation, e.Ridge)).OrderBy(g => Catalogue.Rank(g.Key.Activation)).ThenBy(g => g.Key.Ridge).Select(g => (IReadOnlyList<string>)
        [
            Html.Encode(g.Key.Activation),
            Text.Number(g.Key.Ridge),
            Text.Count(g.Count()),
            Text.Count(g.Count(e => e.Complete)),
            Text.Count(g.Sum(e => e.Points)),
            Text.Count(g.Count(e => e.AlternatingSum == 1)),
            Text.Count(g.Count(e => e.AlternatingSum is { } sum && sum != 1)),
        ]),
        "cards data");
}
