namespace Landscape.Stages.Report;

/// <summary>What the classify stage found out beyond a point itself: flat families walked (A2), cores and the way back (A5), splits and dead neurons (A6).</summary>
internal static class RedundancyClaims
{
    public static IEnumerable<ClaimCount> FlatFamilies(Findings findings, ReportOptions options)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        var variance = findings.Problems.ToDictionary(p => p.ProblemId, p => findings.RiskUnit(p.ProblemId));
        var walked = findings.Families.GroupBy(f => f.PointId).Select(g => (Point: pointOf[g.Key], Change: g.Max(f => f.RiskChange) / variance[pointOf[g.Key].Problem.ProblemId])).ToList();
        yield return new ClaimCount
        {
            Claim = "A2",
            Statement = "The risk is constant along the flat families through a redundant critical point.",
            Formula = @"\theta\ \text{redundant},\ \theta'\ \text{in a flat family through}\ \theta\ \Longrightarrow\ J(\theta')=J(\theta)",
            Counting = "A trial is a redundant critical point of any target. Each family that its redundancy predicts is walked both ways to several displacements; it is confirmed when no step changes the risk by more than "
                + $"{Text.Number(options.FlatTolerance)} of the target's variance.",
            Caveat = "The walk has finitely many steps; that the risk is constant between them is the theory's.",
        }.Over(
            walked,
            w => w.Change <= options.FlatTolerance,
            [.. PointColumns, "largest change / variance"],
            w => [.. Cells(w.Point), Text.Number(w.Change)]);
    }

    public static IEnumerable<ClaimCount> PruningAndBack(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        var cores = findings.Cores.Where(c => ClaimCounts.HasEfficiencyTheorem(pointOf[c.PointId].Point.Activation)).ToList();
        var pruned = new ClaimCount
        {
            Claim = "A5",
            Statement = "A redundant critical point prunes to an efficient critical point of a smaller network.",
            Formula = @"\theta\ \text{redundant and critical}\ \Longrightarrow\ \exists\,n'<n,\ \theta'\in\mathcal{E}_{n'}:\ \Psi_{\theta'}=\Psi_\theta,\ \nabla J_{n'}(\theta')=0",
            Counting = "A trial is a redundant critical point of a tanh or logistic network and any target. Dead and constant neurons are dropped and duplicates merged; it is confirmed when the smaller network is efficient and interval arithmetic proves that a "
                + "nondegenerate critical point exists there. The constant network, width 0, is one.",
            Caveat = "A core without a proof is no counterexample; the reason is in the column core_reason of the certificates.",
            ByProof = true,
        };
        string[] columns = [.. PointColumns, "core width", "core efficient", "core certified", "round trip", "gradient after it"];
        IReadOnlyList<string> Row(CoreView c) =>
            [.. Cells(pointOf[c.PointId]), $"{c.CoreWidth}", c.CoreEfficient ? "yes" : "no", c.CoreCertified ? "yes" : "no", Text.Number(c.RoundTripDistance), Text.Number(c.ExtendedGradientNorm)];

        yield return pruned.Over(cores, c => c is { CoreEfficient: true, CoreCertified: true }, columns, Row);
        yield return (pruned with
        {
            Statement = "The way back from the core, along the exact families, returns the same critical point.",
            Formula = @"\theta\ \mapsto\ \text{core}\ \mapsto\ \text{extension}\ =\ \theta,\quad \nabla J(\text{extension})=0",
            Counting = "A trial is one of these points. The core is polished on its own landscape and extended back by what pruning removed; it is confirmed when this gives the point to $10^{-7}$ and its gradient is within the tolerance of critical points.",
            Caveat = "In floating point.",
            ByProof = false,
        }).Over(cores, c => c.RoundTripCloses, columns, Row);
    }

    public static IEnumerable<ClaimCount> InertiaOfSplits(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        string[] columns = [.. PointColumns, "neuron", "gamma", "inertia (+, 0, -)", "predicted", "proved"];
        IReadOnlyList<string> Row(SplitView s) =>
        [
            .. Cells(pointOf[s.PointId]), $"{s.Neuron}", Text.Number(s.Gamma), $"{s.Positive}, {s.Zero}, {s.Negative}", $"{s.PredictedPositive}, {s.PredictedZero}, {s.PredictedNegative}", s.Decided ? "yes" : "no",
        ];
        var equality = new ClaimCount
        {
            Claim = "A6",
            Statement = "Splitting a neuron of an efficient critical point changes the inertia of the Hessian as predicted.",
            Formula = @"\operatorname{in}(\nabla^2J_{\text{split}})=\operatorname{in}(\nabla^2J)+\operatorname{in}\bigl(\gamma(1-\gamma)B_j\bigr)+(0,1,0),\quad B_j=\mathbb{E}_\mu[r\,a_j\,\psi''(z_j)\,\tilde x\tilde x^{\mathsf T}]",
            Counting = "A trial is a certified efficient critical point, a neuron of it and a share $\\gamma$: the neuron becomes two with output weights $\\gamma a_j$ and $(1-\\gamma)a_j$. It is confirmed when the numbers of positive, zero and negative eigenvalues, "
                + "counted on both sides independently, are three equal integers.",
            Caveat = "Where the inertia is not proved, an eigenvalue within rounding of zero counts as zero.",
        };
        yield return equality.Over(findings.Splits, s => s.Equal, columns, Row);
        yield return (equality with
        {
            Statement = "The same, with both sides proved by interval arithmetic.",
            Counting = "A trial is one of these splits; it is confirmed when all six integers are proved, and equal.",
            Caveat = "A split whose inertia could not be proved is no counterexample: an eigenvalue of $B_j$ or of the Hessian is too near to zero for doubles.",
            ByProof = true,
        }).Over(findings.Splits, s => s is { Equal: true, Decided: true }, columns, Row);
        yield return (equality with
        {
            Statement = "Adding a dead neuron that keeps the point critical adds one negative, $d$ zero and one positive eigenvalue.",
            Formula = @"a=0,\ \mathbb{E}_\mu[r\,\psi(u\cdot\tilde x)]=0\neq\mathbb{E}_\mu[r\,\psi'(u\cdot\tilde x)\,\tilde x]\ \Longrightarrow\ \operatorname{in}(\nabla^2J_{\text{ext}})=\operatorname{in}(\nabla^2J)+(1,d,1)",
            Counting = "A trial is a certified efficient critical point and a dead neuron found on a ray; it is confirmed when the three integers are equal.",
        }).Over(
            findings.Extensions,
            e => e.Equal,
            [.. PointColumns, "inertia (+, 0, -)", "predicted", "proved"],
            e => [.. Cells(pointOf[e.PointId]), $"{e.Positive}, {e.Zero}, {e.Negative}", $"{e.PredictedPositive}, {e.PredictedZero}, {e.PredictedNegative}", e.Decided ? "yes" : "no"]);
    }

    private static readonly string[] PointColumns = ["point", "problem", "network", "risk", "index"];

    private static string[] Cells(CriticalPoint point) =>
    [
        $"{point.Point.PointId}", $"{point.Problem.ProblemId}", $"{point.Point.Activation}, n\u00a0=\u00a0{point.Point.Width}", Text.Number(point.Point.Risk), $"{point.Spectrum.MorseIndex}",
    ];
}
