namespace Landscape.Stages.Report;

/// <summary>What this run has to say on the claims A1 to A8 and B1 to B8.</summary>
internal static class ClaimCounts
{
    public const string GaussianProcess = "gaussian-process";

    public static IReadOnlyList<ClaimCount> Judge(Findings findings, ReportOptions options) =>
    [
        .. MorseOnEfficientDomain(findings),
        .. NeverIsolatedOnRedundantDomain(findings, options),
        .. RedundancyClaims.FlatFamilies(findings, options),
        .. EfficientIsPolynomiallyEfficient(findings, options),
        .. BothKindsExist(findings),
        .. RedundancyClaims.PruningAndBack(findings),
        .. RedundancyClaims.InertiaOfSplits(findings),
        .. RateClaims.Judge(findings),
        .. DivergenceClaims.Judge(findings),
        .. CompositionClaims.Judge(findings.Compositions),
    ];

    /// <summary>A predicted null direction of a redundant point lies in the Hessian's kernel, and a minimum has as many zeros as predicted.</summary>
    public static bool KernelHoldsPrediction(CriticalPoint point, ReportOptions options) =>
        point.Class.KernelResidual <= options.KernelTolerance
        && (!point.IsMinimum || point.Spectrum.Nullity >= point.Class.PredictedNullDimension);

    /// <summary>Only for these activations is it a theorem that the three kinds of redundancy are all there are (Sussmann 1992, Benning and Dereich).</summary>
    public static bool HasEfficiencyTheorem(string activation) => activation is "tanh" or "logistic";

    /// <summary>
    /// The equivalence is about bias and duplication: a dead neuron is outside of both sides by definition, and with more functions than
    /// nodes the margin is zero for the sake of counting alone.
    /// </summary>
    public static bool MarginCanTell(CriticalPoint point) =>
        HasEfficiencyTheorem(point.Point.Activation)
        && !point.HasDeadNeuron
        && point.FeatureCount <= point.Problem.NodeCount;

    private static IEnumerable<ClaimCount> MorseOnEfficientDomain(Findings findings)
    {
        var points = findings.Points.Where(p => p.IsEfficient && p.Problem.Family == GaussianProcess && HasEfficiencyTheorem(p.Point.Activation)).ToList();
        var minima = points.Where(p => p.IsMinimum).ToList();
        var targets = points.GroupBy(p => p.Problem.ProblemId).ToList();
        var regular = new ClaimCount
        {
            Claim = "A1",
            Statement = "Every efficient critical point has a regular Hessian.",
            Formula = @"\nabla J(\theta)=0,\ \theta\ \text{efficient}\ \Longrightarrow\ \det\nabla^2 J(\theta)\neq 0\ \text{ a.s.}",
            Counting = "A trial is an efficient critical point of a tanh or logistic network (only there is it a theorem which points are efficient) and a Gaussian process target, counted once per symmetry orbit; it is confirmed "
                + "when interval arithmetic proves that an efficient critical point exists there, that its Hessian is regular, and its index (the certify stage). A point without a proof is no counterexample.",
            Caveat = "Points of one target are not "
                + "independent, and the tanh and logistic landscapes of a target correspond, so the interval is an index of size, not a test.",
            ByProof = true,
        }.Over(points, p => p.IsProved);
        yield return regular;
        yield return (regular with
        {
            Statement = "Every efficient local minimum has a strongly convex neighbourhood.",
            Formula = @"\theta\ \text{an efficient local minimum}\ \Longrightarrow\ \lambda_{\min}\bigl(\nabla^2 J(\theta)\bigr)>0\ \text{ a.s.}",
            Counting = "A trial is one of these points without a negative eigenvalue, by the spectra stage; it is confirmed when all eigenvalues are proved to be positive.",
        }).Over(minima, p => p.IsProved && p.Certificate.IndexProven == 0);
        yield return regular with
        {
            Statement = "A random target has regular efficient critical points only.",
            Formula = @"P\bigl(J\ \text{is Morse on the efficient domain}\bigr)=1",
            Counting = "A trial is a Gaussian process target with an efficient critical point among those found; it is confirmed when all of them are proved to be nondegenerate. "
                + "Targets are independent draws, so this interval is an exact statement about the share of targets.",
            Caveat = "It speaks of the points that the search found: a point that was not found cannot object.",
            Trials = targets.Count,
            Confirmed = targets.Count(t => t.All(p => p.IsProved)),
            Exceptions = [],
        };
    }

    private static IEnumerable<ClaimCount> NeverIsolatedOnRedundantDomain(Findings findings, ReportOptions options)
    {
        var points = findings.Points.Where(p => !p.IsEfficient).ToList();
        var minima = points.Where(p => p.IsMinimum).ToList();
        var kernel = new ClaimCount
        {
            Claim = "A2",
            Statement = "The null directions that redundancy predicts lie in the Hessian's kernel.",
            Formula = @"\theta\ \text{redundant and critical},\ v\ \text{predicted}\ \Longrightarrow\ \nabla^2 J(\theta)\,v=0",
            Counting = "A trial is a redundant critical point of any target. It is confirmed when the largest residual $|Hv|/(|H|\\,|v|)$ over its predicted directions is at most "
                + $"{Text.Number(options.KernelTolerance)}, and, if the point has no negative eigenvalue, the Hessian has at least as many zero eigenvalues as predicted.",
            Caveat = "First order only: the flat family is followed by its tangent here; the next count walks it.",
        }.Over(points, p => KernelHoldsPrediction(p, options));
        yield return kernel;
        yield return (kernel with
        {
            Statement = "A redundant local minimum is never isolated.",
            Formula = @"\theta\ \text{a redundant local minimum}\ \Longrightarrow\ \dim\ker\nabla^2 J(\theta)\ge 1",
            Counting = "A trial is a redundant critical point without a negative eigenvalue; it is confirmed when its Hessian has a zero eigenvalue.",
            Caveat = "A zero eigenvalue is necessary for a flat family, not sufficient; and without a negative eigenvalue a degenerate point may still be a saddle of higher order.",
        }).Over(minima, p => !p.IsNondegenerate);
    }

    private static IEnumerable<ClaimCount> EfficientIsPolynomiallyEfficient(Findings findings, ReportOptions options)
    {
        var points = findings.Points.Where(MarginCanTell).ToList();
        var efficient = new ClaimCount
        {
            Claim = "A3",
            Statement = "Where a tanh or logistic network is efficient, it is polynomially efficient.",
            Formula = @"\theta\in\mathcal{E}\ \Longrightarrow\ 1,\ \psi(z_j),\ \psi'(z_j)\tilde x_k,\ \psi''(z_j)\tilde x_k\tilde x_l\ \text{independent}",
            Counting = "A trial is a critical point of a problem with at least as many nodes as functions whose distances to $a_j=0$, $w_j=0$ and $u_i=\\pm u_j$ are all above the tolerance of the classify stage. It is confirmed when the margin, "
                + $"the smallest singular value of the normalised functions, which is computed without these distances, is above {Text.Number(options.MarginTolerance)}.",
            Caveat = "Only critical points are tried, no others. A margin at rounding level cannot be told from zero: a saturated neuron, whose transition falls between two nodes, or a point near a flat valley has one "
                + "without being redundant. Such points are undecided: doubles can neither clear them nor show that the claim fails.",
            Unconfirmed = "undecided",
        };
        yield return efficient.Over([.. points.Where(p => !p.IsConstantOrRepeated)], p => p.Class.Margin > options.MarginTolerance);
        yield return (efficient with
        {
            Statement = "Where it is redundant by a constant or a repeated neuron, the margin is zero.",
            Formula = @"w_j=0\ \text{ or }\ u_i=\pm u_j\ \Longrightarrow\ \text{the same functions are dependent}",
            Counting = $"A trial is a critical point of such a problem whose distance to $w_j=0$ or $u_i=\\pm u_j$ is within that tolerance, while no $a_j$ is zero. It is confirmed when its margin is at most {Text.Number(options.MarginTolerance)}.",
            Caveat = "This is the easy direction; it checks that the two measures speak of the same thing.",
            Unconfirmed = null,
        }).Over([.. points.Where(p => p.IsConstantOrRepeated)], p => p.Class.Margin <= options.MarginTolerance);
    }

    private static IEnumerable<ClaimCount> BothKindsExist(Findings findings)
    {
        var cells = findings.Cells.Where(c => c.Problem.Family == GaussianProcess && HasEfficiencyTheorem(c.Activation)).ToList();
        foreach (var domain in Domains.All)
        {
            yield return new ClaimCount
            {
                Claim = "A4",
                Statement = $"{(domain == Domains.Efficient ? "Efficient" : "Redundant")} critical points exist with positive probability.",
                Formula = $@"P\bigl(\exists\,\theta\ \text{{{domain}}}:\ \nabla J(\theta)=0\bigr)>0",
                Counting = $"A trial is a cell: a Gaussian process target with an activation (tanh or logistic) and a width. It is confirmed when the search found {Text.Article(domain)} {domain} critical point in it.",
                Caveat = "A lower bound on how often such points exist: a cell without one may have one that the search missed. Cells of one target are not independent.",
                Trials = cells.Count,
                Confirmed = CellsWith(findings, cells, domain).Count(),
                AssertsExistence = true,
            };
        }
    }

    /// <summary>The cells in which a critical point of the domain was found.</summary>
    public static IEnumerable<Cell> CellsWith(Findings findings, IEnumerable<Cell> cells, string domain)
    {
        var found = findings.Points.Where(p => p.Class.Domain == domain).Select(p => new Cell(p.Problem, p.Point.Activation, p.Point.Width)).ToHashSet();
        return cells.Where(found.Contains);
    }
}
