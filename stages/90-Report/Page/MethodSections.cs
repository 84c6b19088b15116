using System.Globalization;
using System.Text.RegularExpressions;

namespace Landscape.Stages.Report;

/// <summary>
/// The methods in words, with every number taken from the configuration of the run: <c>{train.start.weight_range}</c> is that key's value, <c>{compose.layers[]}</c> all values of a list. (No asterisk: in prose it is emphasis.)
/// A sentence about a key that the configuration does not have is left out.
/// </summary>
internal static partial class MethodSections
{
    private static readonly (string Stage, string[] Sentences)[] Methods =
    [
        ("Training",
        [
            "Runs start with $w_j$ and $b_j$ uniform in $[-R,R]$, $R=$ {train.start.weight_range}, and a {train.start.readout} readout $(a,\\beta)$.",
            "Trust-region Newton uses the exact Hessian, with first radius {train.trust_region_newton.initial_radius} and at most {train.trust_region_newton.max_steps} steps.",
            "The gradient flow is integrated to the tolerance {train.gradient_flow.tolerance}, up to time {train.gradient_flow.final_time} or {train.gradient_flow.max_steps} steps; gradient descent searches along its line for at most {train.gradient_descent.max_steps} steps.",
            "A run has *converged* when the largest entry of its gradient is at most {train.outcome.gradient_tolerance}, relative to the problem's scale, and Newton's step at most {train.outcome.newton_step_tolerance}.",
        ]),
        ("Search for critical points",
        [
            "For each landscape, index-$k$ searches for $k=0,\\dots,$ {detect.highest_index} from {detect.index_searches} random starts each: ascent along the $k$ lowest modes of the exact Hessian, descent along the rest, trust radius {detect.trust_radius}.",
            "Besides: minimisation of the gradient norm from {detect.gradient_norm_starts} starts, {detect.paths} paths between minima, {detect.splits} splits and {detect.extensions} extensions of points of the width below, {detect.climbs} climbs from found points along {detect.modes_per_point} modes each, and {detect.deflations} searches with found points divided out.",
            "Each candidate is polished by Newton's method to rounding; points are counted modulo symmetry by a canonical form.",
        ]),
        ("Certificates",
        [
            "Every point is handed to Krawczyk's test in interval arithmetic with outward rounding; its index is proved by an interval congruence of the Hessian, its efficiency by a box that misses the three redundancy sets. Nothing here can be configured.",
        ]),
        ("Enumeration",
        [
            "Landscapes of one tanh or logistic neuron on one input are enumerated by interval branch and bound up to the slope {enumerate.slope_limit}, with at most {enumerate.box_limit} boxes; with the ridge $\\rho=$ {enumerate.ridge} everywhere.",
        ]),
        ("Classification",
        [
            "A condition of redundancy counts as met within {classify.redundancy_tolerance}.",
            "At most {classify.points_per_landscape} points of a landscape are split, with the shares $\\gamma=$ {classify.split_gammas[]}, and extended by dead neurons, at most {classify.extensions_per_point} each; flat families are walked to the displacements {classify.family_displacements[]}.",
        ]),
        ("Rates",
        [
            "Tails are followed at up to {rates.minima} certified and {rates.degenerate_minima} redundant minima, for at most {rates.steps} steps, with momentum {rates.momentum} where the method has one.",
        ]),
        ("Compositions",
        [
            "Costs of a number: {compose.scalar_costs[]}, each with {compose.layers[]} layers and the hidden width {compose.hidden[]}.",
            "Costs of a matrix: {compose.matrix_costs[]}, each with the shapes $n_0$-$n_1$-…-$n_L$: {compose.shapes[]}.",
            "Every composition has {compose.starts.count} random starts; flows are integrated to the tolerance {compose.integrator.tolerance}.",
            "The imbalance runs from $10^a$ to $10^b$ with $a=$ {compose.imbalance.lowest_decade} and $b=$ {compose.imbalance.highest_decade}, {compose.imbalance.per_decade} values a decade.",
        ]),
        ("This page",
        [
            "At a redundant point $|Hv|/(|H||v|)$ up to {report.kernel_tolerance} counts as rounding, along a flat family a change of the risk up to {report.flat_tolerance} of the target's variance, and a margin up to {report.margin_tolerance} as zero.",
            "Scatter plots draw at most {report.scatter_points} points, traces {report.trace_runs} runs a method, the table of critical points {report.table_points}: every $k$-th where there are more. Counts and verdicts use every row.",
        ]),
    ];

    public static string Of(IReadOnlyDictionary<string, string> config, Html html) => string.Concat(
        Methods.Select(m => (m.Stage, Sentences: m.Sentences.Select(s => Filled(s, config, html)).OfType<string>().ToList())).Where(m => m.Sentences.Count > 0)
            .Select(m => $"<h3>{m.Stage}</h3>\n<p>{string.Join(' ', m.Sentences)}</p>\n"));

    /// <summary>The sentence with its values; null if the configuration lacks one of them.</summary>
    private static string? Filled(string sentence, IReadOnlyDictionary<string, string> config, Html html)
    {
        var values = Key().Matches(sentence).Select(m => Values(m.Groups["key"].Value, config)).ToList();
        if (values.Exists(v => v.Count == 0))
        {
            return null;
        }

        var next = 0;
        return Key().Replace(html.Prose(sentence), _ => Text.List(values[next++].Select(v => $"<b class=\"value\">{Html.Encode(Shown(v))}</b>")));
    }

    private static IReadOnlyList<string> Values(string key, IReadOnlyDictionary<string, string> config) => key.EndsWith("[]", StringComparison.Ordinal)
        ? [.. Enumerable.Range(0, config.Count).Select(i => config.GetValueOrDefault($"{key[..^2]}[{i}]")).TakeWhile(v => v is not null).OfType<string>()]
        : config.TryGetValue(key, out var value) ? [value] : [];

    private static string Shown(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number is >= 1e5 or < 1e-3 && number != 0 ? Text.Number(number) : value.Replace('-', '−') : value;

    [GeneratedRegex(@"\{(?<key>[a-z_.]+(\[\])?)\}")]
    private static partial Regex Key();
}
