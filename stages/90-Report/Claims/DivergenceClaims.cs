using Landscape.Models;
using Landscape.Search;

namespace Landscape.Stages.Report;

/// <summary>A8: not every run converges, and one that does not is no critical point.</summary>
internal static class DivergenceClaims
{
    private const string Diverging = "diverging";
    private const string Undecided = "undecided";
    private const string Flow = "gradient-flow";
    private static readonly string[] Columns = ["run", "problem", "network", "method", "risk", "evidence"];

    public static IEnumerable<ClaimCount> Judge(Findings findings)
    {
        var diverging = SomeDiverge(findings);
        return [diverging, FlowsAreDecided(diverging, findings), DivergingIsNotCritical(diverging, findings)];
    }

    private static ClaimCount SomeDiverge(Findings findings)
    {
        var random = findings.Problems.Where(p => p.Family == ClaimCounts.GaussianProcess).Select(p => p.ProblemId).ToHashSet();
        var runs = findings.Runs.Where(r => random.Contains(r.ProblemId)).ToList();
        return new ClaimCount
        {
            Claim = "A8",
            Statement = "Some training runs diverge to infinity.",
            Formula = @"P\bigl(|\theta_t|\to\infty\bigr)>0",
            Counting = "A trial is a training run on a Gaussian process target, by any method; it is confirmed when its outcome is *diverging*, which needs evidence: parameters that multiply on a plateau of the risk, Newton steps that do not shrink, or growth over decades of time that Newton's method continues. "
                + "The share is that of this run's methods, starts and targets.",
            Caveat = "Numerical evidence, not proof, and runs of one landscape are not independent draws of a landscape.",
            Trials = runs.Count,
            Confirmed = runs.Count(r => r.Outcome == Diverging),
            AssertsExistence = true,
        };
    }

    private static ClaimCount FlowsAreDecided(ClaimCount diverging, Findings findings) =>
        (diverging with
        {
            Statement = "The gradient flow converges to a critical point or diverges.",
            Formula = @"\theta'=-\nabla J(\theta)\ \Longrightarrow\ \theta_t\to\theta_\infty,\ \nabla J(\theta_\infty)=0,\ \text{ or }\ |\theta_t|\to\infty",
            Counting = "A trial is a run of the gradient flow on any target; it is confirmed when its outcome is *converged* or *diverging* with its evidence.",
            Caveat = "An undecided run is no counterexample: its budget ended before either was shown.",
            AssertsExistence = false,
            Unconfirmed = "undecided",
        }).Over([.. findings.Runs.Where(r => r.Method == Flow)], r => r.Outcome != Undecided, Columns, Row);

    private static ClaimCount DivergingIsNotCritical(ClaimCount diverging, Findings findings)
    {
        var points = findings.Points.ToLookup(p => (p.Problem.ProblemId, p.Point.Activation, p.Point.Width));
        return (diverging with
        {
            Statement = "A run that diverges never counts as a critical point.",
            Formula = @"|\theta_t|\to\infty\ \Longrightarrow\ \theta_T\notin\{\text{critical points of this report}\}",
            Counting = "A trial is a diverging run of any method on any target. It is confirmed when no critical point of its landscape lies on the orbit of the run's end point, to $10^{-6}$ of its size.",
            Caveat = "A redundant critical point stands for a continuum, with which the end point is not compared.",
            AssertsExistence = false,
        }).Over([.. findings.Runs.Where(r => r.Outcome == Diverging)], r => !IsListed(r, points), Columns, Row);
    }

    private static bool IsListed(RunView run, ILookup<(long, string, int), CriticalPoint> points)
    {
        var inputDimension = ((run.Theta.Length - 1) / run.Width) - 2;
        var group = new SymmetryGroup(new NetworkShape(inputDimension, run.Width), Activation.Named(run.Activation).Symmetry);
        return points[(run.ProblemId, run.Activation, run.Width)].Any(p => group.SameOrbit(p.Point.Theta, run.Theta));
    }

    private static IReadOnlyList<string> Row(RunView run) =>
        [$"{run.RunId}", $"{run.ProblemId}", $"{run.Activation}, n\u00a0=\u00a0{run.Width}", run.Method, Text.Number(run.Risk), run.Reason];
}
