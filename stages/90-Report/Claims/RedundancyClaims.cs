namespace Landscape.Stages.Report;

/// <summary>What the classify stage found out beyond a point itself: flat families walked (A2), cores and the way back (A5), splits and dead neurons (A6).</summary>
internal static class RedundancyClaims
{
    private static readonly string[] PointColumns = ["point", "problem", "network", "risk", "index"];
    private static readonly string[] SplitColumns = [.. PointColumns, "neuron", "γ", "inertia (+, 0, −)", "predicted", "proved"];

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
            Formula = @"\nabla J(\theta)=0,\ \theta\notin\mathcal{E}\ \Longrightarrow\ \nabla J_{n'}(\theta')=0,\ \theta'\in\mathcal{E},\ n'<n",
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
        var equality = Equality(findings, pointOf);
        yield return equality;
        yield return ProvedEquality(equality, findings, pointOf);
        yield return SplitMinima(equality, findings, pointOf);
        yield return DeadNeurons(equality, findings, pointOf);
    }

    private static ClaimCount Equality(Findings findings, Dictionary<long, CriticalPoint> pointOf) =>
        new ClaimCount
        {
            Claim = "A6",
            Statement = "Splitting a neuron of an efficient critical point changes the inertia of the Hessian as predicted.",
            Formula = @"\operatorname{in}(H_{\text{split}})=\operatorname{in}(H)+\operatorname{in}\bigl(\gamma(1-\gamma)B_j\bigr)+(0,1,0)",
            Counting = "A trial is a certified efficient critical point, a neuron of it and a share $\\gamma$: the neuron becomes two with output weights $\\gamma a_j$ and $(1-\\gamma)a_j$. It is confirmed when the numbers of positive, zero and negative eigenvalues, "
                + "counted on both sides independently, are three equal integers. The inertia $\\operatorname{in}$ is that triple, $H=\\nabla^2J$, $B_j=\\mathbb{E}_\\mu[r\\,a_j\\,\\psi''(z_j)\\,\\tilde x\\tilde x^{\\mathsf T}]$.",
            Caveat = "Where the inertia is not proved, an eigenvalue within rounding of zero counts as zero.",
        }.Over(findings.Splits, s => s.Equal, SplitColumns, s => SplitCells(s, pointOf));

    private static ClaimCount ProvedEquality(ClaimCount equality, Findings findings, Dictionary<long, CriticalPoint> pointOf) =>
        (equality with
        {
            Statement = "The same, with both sides proved by interval arithmetic.",
            Counting = "A trial is one of these splits; it is confirmed when all six integers are proved, and equal.",
            Caveat = "A split whose inertia could not be proved is no counterexample: an eigenvalue of $B_j$ or of the Hessian is too near to zero for doubles.",
            ByProof = true,
        }).Over(findings.Splits, s => s is { Equal: true, Decided: true }, SplitColumns, s => SplitCells(s, pointOf));

    private static ClaimCount SplitMinima(ClaimCount equality, Findings findings, Dictionary<long, CriticalPoint> pointOf)
    {
        var ofMinima = findings.Splits.Where(s => s.Decided && pointOf[s.PointId].IsMinimum).ToList();
        return equality with
        {
            Statement = "Some splits of a local minimum are local minima.",
            Formula = @"\gamma(1-\gamma)B_j\succ0\ \Longrightarrow\ \text{the split is a local minimum, on a line of them}",
            Counting = "A trial is a split of a certified local minimum whose inertia is proved; it is confirmed when the wider Hessian has no negative eigenvalue and no zero but that of the flat family. For that $B_j$ must be definite.",
            Caveat = "A6 says when a split is a minimum, not that one occurs: the count says how often this run met it.",
            Trials = ofMinima.Count,
            Confirmed = ofMinima.Count(s => s.IsMinimum),
            AssertsExistence = true,
            OtherExceptions = ExceptionTable.Empty,
        };
    }

    private static ClaimCount DeadNeurons(ClaimCount equality, Findings findings, Dictionary<long, CriticalPoint> pointOf) =>
        (equality with
        {
            Statement = "Adding a dead neuron that keeps the point critical adds one negative, $d$ zero and one positive eigenvalue.",
            Formula = @"a=0,\ \mathbb{E}_\mu[r\,\psi(z)]=0\ \Longrightarrow\ \operatorname{in}(H_{\text{ext}})=\operatorname{in}(H)+(1,d,1)",
            Counting = "A trial is a certified efficient critical point and a dead neuron with $z=u\\cdot\\tilde x$, $u$ found on a ray, at which $\\mathbb{E}_\\mu[r\\,\\psi'(z)\\,\\tilde x]\\neq0$; it is confirmed when the three integers are equal.",
        }).Over(
            findings.Extensions,
            e => e.Equal,
            [.. PointColumns, "inertia (+, 0, −)", "predicted", "proved"],
            e => [.. Cells(pointOf[e.PointId]), $"{e.Positive}, {e.Zero}, {e.Negative}", $"{e.PredictedPositive}, {e.PredictedZero}, {e.PredictedNegative}", e.Decided ? "yes" : "no"]);

    private static string[] Cells(CriticalPoint point) =>
    [
        $"{point.Point.PointId}", $"{point.Problem.ProblemId}", $"{point.Point.Activation}, n\u00a0=\u00a0{point.Point.Width}", Text.Number(point.Point.Risk), $"{point.Spectrum.MorseIndex}",
    ];

    private static IReadOnlyList<string> SplitCells(SplitView s, Dictionary<long, CriticalPoint> pointOf) =>
    [
        .. Cells(pointOf[s.PointId]), $"{s.Neuron + 1}", Text.Number(s.Gamma), $"{s.Positive}, {s.Zero}, {s.Negative}", $"{s.PredictedPositive}, {s.PredictedZero}, {s.PredictedNegative}", s.Decided ? "yes" : "no",
    ];
}
