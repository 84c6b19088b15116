using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>What was run, told from the tables themselves so that it cannot disagree with them.</summary>
internal static class RunSections
{
    public static string Summary(Findings findings, RunDescription description, Html html)
    {
        var efficient = findings.Points.Count(p => p.IsEfficient);
        var minima = findings.Points.Count(p => p.IsEfficient && p.IsMinimum);
        var widths = findings.Cells.Select(c => c.Width).Distinct().Order().Select(w => $"{w}");
        var activations = findings.Cells.Select(c => Html.Encode(c.Activation)).Distinct();
        return $"""
            <p class="lead">Configuration <code>{Html.Encode(description.Config)}</code>, master seed <code>{description.Seed}</code>:
            {Text.Count(findings.Problems.Count, "target")}, {Text.List(activations)} networks of width {Text.List(widths)},
            {Text.Count(findings.Runs.Count, "training run")}. Found modulo symmetry: {Text.Count(findings.Points.Count, "critical point")},
            {Text.Count(efficient)} of them efficient ({Text.Count(minima, "minimum").Replace("minimums", "minima", StringComparison.Ordinal)},
            {Text.Count(efficient - minima, "saddle")}) and {Text.Count(findings.Points.Count - efficient)} redundant.</p>
            """;
    }

    /// <summary>What the landscape is, and what certified means.</summary>
    public static string Landscape(Html html) => $"""
        <p>{html.Prose("The landscape is the mean squared error $J(\\theta)=\\mathbb{E}_\\mu\\bigl[(\\Psi_\\theta(X)-f(X))^2\\bigr]$ of a shallow network $\\Psi_\\theta(x)=\\beta+\\sum_{j=1}^{n}a_j\\,\\psi(\\langle w_j,x\\rangle+b_j)$ "
            + "for a discrete measure $\\mu$: every statement here is about that discrete problem. *Certified* means proved by interval arithmetic for that problem; everything else is a floating-point result.")}</p>
        """;

    public static string Problems(Findings findings) => Html.Table(
        "Targets",
        ["family", "covariance or parameters", "d", "design", "nodes", "targets", "largest nugget"],
        findings.Problems
            .GroupBy(p => (p.Family, Covariance: p.Kernel.Length > 0 ? p.Kernel : p.Parameters, p.InputDim, p.Design, p.NodeCount))
            .Select(g => (IReadOnlyList<string>)
            [
                Html.Encode(g.Key.Family),
                $"<code>{Html.Encode(g.Key.Covariance)}</code>",
                $"{g.Key.InputDim}",
                Html.Encode(g.Key.Design),
                $"{g.Key.NodeCount}",
                Text.Count(g.Count()),
                Text.Number(g.Max(p => p.Nugget)),
            ]),
        "cards data");

    public static string Outcomes(Findings findings, Html html)
    {
        var rows = findings.Runs.GroupBy(r => r.Method).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (IReadOnlyList<string>)
        [
            Html.Encode(g.Key), Text.Count(g.Count()), Ended(g, "converged"), Ended(g, "diverging"), Ended(g, "undecided"),
        ]);
        var rejects = findings.Rejects.GroupBy(r => r.Reason).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{Text.Count(g.Count())} {Html.Encode(g.Key)}");
        return Html.Table("Training runs by method and outcome", ["method", "runs", "converged", "diverging", "undecided"], rows, "cards data")
            + Evidence(findings)
            + $"<p>{html.Prose("A diverging run follows the risk to an asymptotic value at infinity, as the theory allows (claim A8); it never counts as a critical point.")} "
            + $"Candidates that the search for critical points rejected: {(findings.Rejects.Count == 0 ? "none" : Text.List(rejects))}.</p>";
    }

    /// <summary>Runs by outcome and kind of evidence, the fixed phrase with which a reason begins.</summary>
    private static string Evidence(Findings findings) => Html.Table(
        "Evidence of the outcomes; each run's own, with its numbers, is in the column reason of the table runs",
        ["outcome", "evidence", "runs"],
        findings.Runs.GroupBy(r => (r.Outcome, Evidence: r.Reason.Split(':')[0])).OrderBy(g => g.Key.Outcome, StringComparer.Ordinal).ThenByDescending(g => g.Count()).ThenBy(g => g.Key.Evidence, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<string>)[Html.Encode(g.Key.Outcome), Html.Encode(g.Key.Evidence), Text.Count(g.Count())]),
        "cards data");

    public static string Definitions(Html html) => $"""
        <dl>
        <dt>Efficient, redundant</dt>
        <dd>{html.Prose("A parameter is efficient if no network with fewer neurons realizes the same function, else redundant. For tanh and logistic networks it is redundant if and only if $a_j=0$ (deactivation), $w_j=0$ (bias) or $u_i=\\pm u_j$ (duplication) for some neurons, with $u_j=(w_j,b_j)$.")}</dd>
        <dt>Margin</dt>
        <dd>{html.Prose("The smallest singular value, in $L^2(\\mu)$ with columns of norm 1, of the features $1,\\ \\psi(z_j),\\ \\psi'(z_j)\\tilde x_k,\\ \\psi''(z_j)\\tilde x_k\\tilde x_l$ with $k\\le l$, $\\tilde x=(x,1)$ and $z_j=\\langle u_j,\\tilde x\\rangle$.")}</dd>
        <dt>Gradient and Hessian</dt>
        <dd><div class="formula">{html.Display(@"\nabla J=2\,\mathbb{E}_\mu[r\,\nabla\Psi_\theta],\qquad \nabla^2J=2\,\mathbb{E}_\mu\bigl[\nabla\Psi_\theta\nabla\Psi_\theta^{\mathsf T}+r\,\nabla^2\Psi_\theta\bigr],\qquad r=\Psi_\theta(X)-f(X)")}</div></dd>
        <dt>Index, nullity</dt>
        <dd>{html.Prose("The numbers of eigenvalues of $\\nabla^2J(\\theta)$ below minus the tolerance, and within it of zero; the tolerance is recorded with every spectrum.")}</dd>
        <dt>Exact interval</dt>
        <dd>{html.Prose("Clopper and Pearson: all $p$ for which neither tail of $\\operatorname{Binomial}(\\text{trials},p)$ at the observed count falls below 2.5\u00a0%.")}</dd>
        </dl>
        """;

    private static string Ended(IEnumerable<RunView> runs, string outcome)
    {
        var all = runs.ToList();
        var count = all.Count(r => r.Outcome == outcome);
        return $"{Text.Count(count)} ({(100.0 * count / all.Count).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} %)";
    }
}
