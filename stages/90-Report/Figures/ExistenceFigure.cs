using Landscape.Numerics;

namespace Landscape.Stages.Report;

/// <summary>In how many cells each kind of critical point was found.</summary>
internal static class ExistenceFigure
{
    private const int PanelHeight = 180;

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Cells.GroupBy(c => (c.Activation, c.Problem.InputDim, c.Width))
            .OrderBy(g => Catalogue.Rank(g.Key.Activation)).ThenBy(g => g.Key.InputDim).ThenBy(g => g.Key.Width)
            .SelectMany(g => Domains.All.Select(domain => Share(findings, [.. g], domain))).ToList();
        return new Figure(
            "existence",
            "Where both kinds of critical points were found",
            "Share of targets for which at least one efficient (circle) or redundant (triangle) critical point was found, by width $n$; one panel for each activation and input dimension $d$. Bars: exact 95 % intervals over the targets of the panel. "
                + "The search misses points, so every share is a lower bound. A4 asks for shares above zero, no more.",
            Theme.Spec(Body(rows), rows, "Nothing was searched in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        {
          "facet": { "column": { {{Theme.Facet("panel", rows.Select(r => r.panel))}} } },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.panel).Distinct().Count())}}, "height": {{PanelHeight}},
            "layer": [
              { "mark": { "type": "rule", "strokeWidth": 1.5 },
                "encoding": { "y": { "field": "lower" }, "y2": { "field": "upper" } } },
              { "mark": { "type": "point", "filled": true, "size": 60, "opacity": 1 },
                "encoding": {
                  "y": { "field": "share" },
                  {{Theme.DomainShape}}
                } }
            ],
            "encoding": {
              "x": { "field": "width", "type": "ordinal", "title": "width n", "axis": { "labelAngle": 0 } },
              "xOffset": { "field": "domain", "type": "nominal" },
              "y": { "type": "quantitative", "title": "share of targets", "scale": { "domain": [0, 1] }, "axis": { "tickCount": 5 } },
              {{Theme.DomainColour}}
            }
          }
        }
        """;

    private static Row Share(Findings findings, IReadOnlyList<Cell> cells, string domain)
    {
        var found = ClaimCounts.CellsWith(findings, cells, domain).Count();
        var interval = BinomialInterval.Exact(found, cells.Count);
        return new Row(
            $"{cells[0].Activation}, d = {cells[0].Problem.InputDim}",
            cells[0].Width,
            domain,
            Theme.Rounded((double)found / cells.Count),
            Theme.Rounded(interval.Lower),
            Theme.Rounded(interval.Upper));
    }

    private sealed record Row(string panel, int width, string domain, double share, double lower, double upper);
}
