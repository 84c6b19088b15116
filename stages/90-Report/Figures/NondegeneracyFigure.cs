namespace Landscape.Stages.Report;

/// <summary>The smallest absolute eigenvalue against the margin, efficient and redundant apart.</summary>
internal static class NondegeneracyFigure
{
    private const int Floor = -20;
    private const int PanelHeight = 230;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var rows = Theme.Spread([.. findings.Points.OrderBy(p => p.Point.Width)], options.ScatterPoints)
            .Select(p => new Row(p.Class.Domain, $"n = {p.Point.Width}", Theme.Rounded(p.Class.Margin), Theme.Rounded(p.Spectrum.SmallestAbsEigenvalue))).ToList();
        return new Figure(
            "smallest-eigenvalue-against-margin",
            "Nondegeneracy against the margin of efficiency",
            "One mark a critical point, one panel a width $n$. Across: the margin, the smallest singular value of the normalised features $1,\\psi,\\psi'\\tilde x,\\psi''\\tilde x\\tilde x^{\\mathsf T}$, zero exactly when the network is redundant. "
                + "Up: the smallest absolute eigenvalue of the Hessian. A1 says that no efficient point (blue) lies on the floor. Redundant points (vermilion triangles) gather in the lower left; those of them above the floor are saddles whose flat family is not made of critical points. "
                + "Values below the last tick are drawn on it.",
            Theme.Spec(Body(rows), rows, "No critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        {
          "facet": { "column": { {{Theme.Facet("width", rows.Select(r => r.width))}} } },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.width).Distinct().Count())}}, "height": {{PanelHeight}},
            "mark": { "type": "point", "filled": true, "size": 24, "opacity": 0.55 },
            "encoding": {
              "x": { {{Axes.Log("margin", "margin", rows.Select(r => r.margin), Floor, 3)}} },
              "y": { {{Axes.Log("eigenvalue", "smallest |eigenvalue|", rows.Select(r => r.eigenvalue), Floor)}} },
              {{Theme.DomainColour}}
            }
          }
        }
        """;

    private sealed record Row(string domain, string width, double margin, double eigenvalue);
}
