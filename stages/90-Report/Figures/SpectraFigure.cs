namespace Landscape.Stages.Report;

/// <summary>Hessian spectra of minima, saddles and redundant points as strips.</summary>
internal static class SpectraFigure
{
    private const int LinearDecade = -10;
    private const int StripHeight = 12;
    private static readonly string[] Kinds = ["efficient minima", "efficient saddles", "redundant points"];

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var rows = findings.Points.GroupBy(p => (Kind: KindOf(p), p.Point.Width)).OrderBy(g => g.Key.Width)
            .SelectMany(g => Strips(g.Key.Kind, g.Key.Width, [.. g], options.SpectrumStrips)).ToList();
        return new Figure(
            "spectra",
            "Spectra of minima and saddles",
            $"Each strip is one critical point, each mark one eigenvalue of its Hessian; rows of panels are widths $n$, columns kinds of points. Strips are ordered by Morse index, then risk; at most {options.SpectrumStrips} a panel, "
                + $"spread evenly. The axis is linear within $10^{{{LinearDecade}}}$ of zero and logarithmic beyond. Marks at zero are the kernel: efficient points have none if A1 holds, redundant minima must have some by A2.",
            Theme.Spec(Body(rows, options), rows, "No critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows, ReportOptions options) => $$"""
        {
          "facet": {
            "row": { {{Theme.Facet("width", rows.Select(r => r.width))}}, "header": { "labelAngle": 0, "labelAlign": "left" } },
            "column": { {{Theme.Facet("kind", Kinds)}} }
          },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.kind).Distinct().Count())}},
            "height": {{StripHeight * Math.Max(3, Math.Min(options.SpectrumStrips, rows.Select(r => r.strip + 1).DefaultIfEmpty(1).Max()))}},
            "mark": { "type": "tick", "thickness": 1.6, "size": {{StripHeight - 3}} },
            "encoding": {
              "x": { {{Axes.SymmetricLog("eigenvalue", "eigenvalue λ", rows.Select(r => r.eigenvalue), LinearDecade, 2, grid: true)}} },
              "y": { "field": "strip", "type": "ordinal", "title": null, "axis": null },
              "color": { "field": "sign", "type": "nominal", "title": null,
                         "scale": { "domain": ["negative", "zero to rounding", "positive"], "range": ["{{Theme.Vermillion}}", "{{Theme.Ink}}", "{{Theme.Blue}}"] } }
            }
          }
        }
        """;

    private static string KindOf(CriticalPoint point) => !point.IsEfficient ? Kinds[2] : point.IsMinimum ? Kinds[0] : Kinds[1];

    private static IEnumerable<Row> Strips(string kind, int width, IReadOnlyList<CriticalPoint> points, int limit)
    {
        var ordered = points.OrderBy(p => p.Spectrum.MorseIndex).ThenBy(p => p.Point.Risk).ThenBy(p => p.Point.PointId).ToList();
        return Theme.Spread(ordered, limit).SelectMany((point, strip) =>
            point.Spectrum.Eigenvalues.Select((value, i) => new Row(point.Point.PointId, kind, $"n = {width}", strip, Theme.Rounded(value), SignOf(point.Spectrum, i))));
    }

    /// <summary>Eigenvalues ascend: first those that the index counts, then the kernel, then the positive ones.</summary>
    private static string SignOf(SpectrumView spectrum, int i) =>
        i < spectrum.MorseIndex ? "negative" : i < spectrum.MorseIndex + spectrum.Nullity ? "zero to rounding" : "positive";

    private sealed record Row(long point, string kind, string width, int strip, double eigenvalue, string sign);
}
