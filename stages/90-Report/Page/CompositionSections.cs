namespace Landscape.Stages.Report;

/// <summary>Compositions f(W_L ... W_1), a problem of their own: spectra at the saddles and where flows ended, full against reduced flow, one neuron.</summary>
internal static class CompositionSections
{
    private const string Explanation =
        "These claims need no network, data or target. They are about $g(W_1,\\dots,W_L)=f(W_L\\cdots W_1)$ for a proper analytic cost $f$, under the gradient flow $\\dot W_i=-\\partial g/\\partial W_i$. Everything here is computed in floating point; nothing is certified. "
        + "Errors are the largest over all cases of a row.";

    /// <summary>What compositions are, for the head of their claims.</summary>
    public static string Introduction(CompositionFindings findings, Html html) => findings.Flows.Count == 0
        ? "<p>No composition in this run.</p>"
        : $"<p>{html.Prose(Explanation)}</p>";

    public static string Reduction(CompositionFindings findings) => Html.Table(
        "Two layers over the imbalance c: the flow of all parameters against the reduced equation for z",
        ["cost", "k", "flows", "c from", "to", "sup norm of full less reduced", "rate / predicted − 1", "uncertainty / rate"],
        findings.OverImbalance.GroupBy(f => (f.Cost, f.Hidden)).Select(g => (IReadOnlyList<string>)
        [
            Html.Encode(g.Key.Cost),
            $"{g.Key.Hidden}",
            Text.Count(g.Count()),
            Text.Number(g.Min(f => f.Imbalance)),
            Text.Number(g.Max(f => f.Imbalance)),
            Largest(g, f => f.ReducedDifference),
            Largest(g, f => (f.RateMeasured / f.RatePredicted) - 1),
            Largest(g, f => f.RateUncertainty / f.RatePredicted),
        ]),
        "cards data");

    public static string Saddles(CompositionFindings findings) => Html.Table(
        "Saddles with r layers at zero, the origin if r = L",
        ["layers L", "r", "costs and shapes", "error of the spectrum / |df(0)|", "order − r"],
        findings.Saddles.GroupBy(s => (s.Layers, s.ZeroLayers)).OrderBy(g => g.Key).Select(g => (IReadOnlyList<string>)
        [
            $"{g.Key.Layers}", $"{g.Key.ZeroLayers}", Text.Count(g.Count()), Largest(g, s => s.EigenvalueError), Largest(g, s => s.OrderMeasured - s.ZeroLayers),
        ]),
        "cards data");

    public static string TargetSets(CompositionFindings findings) => Html.Table(
        "The Hessian where flows ended on the target set",
        ["cost", "flows", "nullity as predicted", "negative eigenvalues", "largest eigenvalue / predicted − 1", "largest other / largest"],
        findings.MorseBott.Where(m => m.Kind == "target-set").GroupBy(m => m.Cost).Select(g => (IReadOnlyList<string>)
        [
            Html.Encode(g.Key),
            Text.Count(g.Count()),
            Text.Count(g.Count(m => m.Nullity == m.NullityPredicted)),
            Text.Count(g.Sum(m => m.MorseIndex)),
            Largest(g, m => (m.EigenvalueMeasured / m.EigenvaluePredicted) - 1),
            g.Any(m => m.EigenvaluePredicted is not null) ? Largest(g, m => m.LargestOther / m.EigenvalueMeasured) : "–",
        ]),
        "cards data");

    public static string LeastSquares(CompositionFindings findings) => Html.Table(
        "Critical points of two-layer least squares, built from singular vectors",
        ["size p", "widths k", "points", "largest index", "index and nullity as predicted", "value less predicted", "gradient"],
        findings.LeastSquares.GroupBy(p => p.Size).OrderBy(g => g.Key).Select(g => (IReadOnlyList<string>)
        [
            $"{g.Key}",
            $"{g.Min(p => p.Hidden)} – {g.Max(p => p.Hidden)}",
            Text.Count(g.Count()),
            $"{g.Max(p => p.MorseIndex)}",
            Text.Count(g.Count(p => p.MorseIndex == p.IndexPredicted && p.Nullity == p.NullityPredicted)),
            Largest(g, p => p.Value - p.ValuePredicted),
            Largest(g, p => p.GradientNorm),
        ]),
        "cards data");

    public static string Neurons(CompositionFindings findings) => Html.Table(
        "One neuron under (y − 1)² / 2",
        ["neuron", "trajectories", "drift of the conserved quantity", "saddle predicted", "present", "eigenvalues", "smallest gradient of y on a grid"],
        findings.NeuronSaddles.Select(s => (IReadOnlyList<string>)
        [
            Html.Encode(s.Neuron),
            Text.Count(findings.Portraits.Count(p => p.Neuron == s.Neuron)),
            Largest(findings.Portraits.Where(p => p.Neuron == s.Neuron), p => p.ConservedDrift),
            s.Predicted ? "yes" : "no",
            s.Present ? "yes" : "no",
            s.Eigenvalues.Length == 0 ? "–" : string.Join(", ", s.Eigenvalues.Select(Text.Number)),
            Text.Number(s.SmallestOutputGradient),
        ]),
        "cards data");

    /// <summary>The largest absolute value; a dash if there is none.</summary>
    private static string Largest<T>(IEnumerable<T> cases, Func<T, double?> value) =>
        Text.Number(cases.Select(value).OfType<double>().Select(Math.Abs).DefaultIfEmpty(double.NaN).Max());
}
