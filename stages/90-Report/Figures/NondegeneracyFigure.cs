namespace Landscape.Stages.Report;

/// <summary>The smallest absolute eigenvalue against the margin, efficient and redundant apart.</summary>
internal static class NondegeneracyFigure
{
    private const int Floor = -18;
    private const int PanelHeight = 230;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var rows = Theme.Spread([.. findings.Points.OrderBy(p => (p.Problem.Family, p.Point.Width))], options.ScatterPoints)
            .Select(p => new Row(p.Point.PointId, p.Problem.Family, p.Class.Domain, $"n = {p.Point.Width}", Theme.Rounded(p.Class.Margin), Theme.Rounded(p.Spectrum.SmallestAbsEigenvalue))).ToList();
        return new Figure(
            "smallest-eigenvalue-against-margin",
            "Nondegeneracy against the margin of efficiency",
            "One mark a critical point, one column a width $n$; a family of targets a row, if there are several. Across: the margin, the smallest singular value of the normalised features $1,\\psi,\\psi'\\tilde x,\\psi''\\tilde x\\tilde x^{\\mathsf T}$, zero when a neuron is constant or repeated. "
                + "Up: the smallest absolute eigenvalue of the Hessian. A1 says that for Gaussian process targets no efficient point (blue) lies at rounding level. Redundant points (vermilion triangles) do, by A2; those at the right have a dead neuron, $a_j=0$, which the margin does not see. "
                + "Values below the last tick are drawn on it.",
            Theme.Spec(Body(rows), rows, "No critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        {
          "facet": { "row": { {{Theme.Facet("family", rows.Select(r => r.family))}}, "header": { "labels": {{(rows.Select(r => r.family).Distinct().Count() > 1 ? "true" : "false")}}, "labelAngle": -90 } }, "column": { {{Theme.Facet("width", rows.Select(r => r.width))}} } },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.width).Distinct().Count())}}, "height": {{PanelHeight}},
            "mark": { "type": "point", "filled": true, "size": 24, "opacity": 0.55 },
            "encoding": {
              "x": { {{Axes.Log("margin", "margin", rows.Select(r => r.margin), Floor, 3)}} },
              "y": { {{Axes.Log("eigenvalue", "smallest |eigenvalue|", rows.Select(r => r.eigenvalue), Floor)}} },
              {{Theme.DomainColour}},
              {{Theme.DomainShape}}
            }
          }
        }
        """;

    private sealed record Row(long point, string family, string domain, string width, double margin, double eigenvalue);
}
