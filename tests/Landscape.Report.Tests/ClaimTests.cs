using Landscape.Stages;
using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>What is counted, on tables so small that the counts can be made by hand.</summary>
public sealed class ClaimTests
{
    private const double Far = 0.5;
    private static readonly ReportOptions Options = new();
    private readonly List<CriticalPoint> points = [];
    private readonly List<RunView> runs = [];
    private readonly List<FamilyView> families = [];
    private readonly List<CoreView> cores = [];
    private readonly List<SplitView> splits = [];
    private readonly List<ExtensionView> extensions = [];
    private readonly ProblemView first = Problem(0, "gaussian-process");
    private readonly ProblemView second = Problem(1, "gaussian-process");
    private readonly ProblemView polynomial = Problem(2, "polynomial");

    [Fact]
    public void Without_points_nothing_is_tested_and_the_interval_is_everything()
    {
        Assert.All(Judge(), c => Assert.Equal((0, 0, 0.0, 1.0, ClaimCount.NotTested), (c.Trials, c.Confirmed, c.Interval.Lower, c.Interval.Upper, c.Verdict)));
        Assert.Equal(["A1", "A1", "A1", "A2", "A2", "A2", "A3", "A3", "A4", "A4", "A5", "A5", "A6", "A6", "A6", "A6", "A7", "A7", "A8", "A8", "A8"], Judge().Select(c => c.Claim).Where(c => c[0] == 'A'));
    }

    [Fact]
    public void A1_counts_efficient_points_of_random_targets_by_their_proofs()
    {
        Efficient(first, index: 0, nullity: 0);
        Efficient(first, index: 1, nullity: 0);
        Efficient(second, index: 0, nullity: 1); // the exception: without a certificate
        Efficient(polynomial, index: 0, nullity: 1); // not a random target
        Redundant(first, index: 0, nullity: 2, predicted: 2, residual: 1e-16); // not efficient

        var (all, minima, targets) = (Judge()[0], Judge()[1], Judge()[2]);
        Assert.Equal((3, 2), (all.Trials, all.Confirmed));
        Assert.Equal((2, 1), (minima.Trials, minima.Confirmed));
        Assert.Equal((2, 1), (targets.Trials, targets.Confirmed));
        Assert.Equal("1 without a proof", all.Verdict);
        Assert.Equal(second, Assert.Single(all.Exceptions).Problem);
    }

    [Fact]
    public void A1_does_not_count_a_certificate_without_index_or_efficiency_or_a_minimum_with_another_index()
    {
        Efficient(first, index: 0, nullity: 0);
        Efficient(first, index: 0, nullity: 0);
        Efficient(first, index: 0, nullity: 0);
        points[0] = points[0] with { Certificate = points[0].Certificate with { IndexProven = null } };
        points[1] = points[1] with { Certificate = points[1].Certificate with { EfficientProven = false } };
        points[2] = points[2] with { Certificate = points[2].Certificate with { IndexProven = 1 } };
        Assert.Equal((3, 1), (Judge()[0].Trials, Judge()[0].Confirmed));
        Assert.Equal((3, 0), (Judge()[1].Trials, Judge()[1].Confirmed));
    }

    [Fact]
    public void A2_wants_small_residuals_and_for_minima_enough_zeros()
    {
        Redundant(first, index: 0, nullity: 2, predicted: 2, residual: 1e-15); // confirmed
        Redundant(first, index: 0, nullity: 3, predicted: 2, residual: 1e-15); // confirmed: flatter than predicted
        Redundant(first, index: 0, nullity: 1, predicted: 2, residual: 1e-15); // too few zeros
        Redundant(first, index: 1, nullity: 1, predicted: 2, residual: 1e-15); // confirmed: zeros are asked of minima only
        Redundant(first, index: 1, nullity: 2, predicted: 2, residual: 1e-3); // not in the kernel
        Redundant(polynomial, index: 0, nullity: 0, predicted: 1, residual: 1e-15); // isolated; any target counts

        var (kernel, minima) = (Judge()[3], Judge()[4]);
        Assert.Equal((6, 3), (kernel.Trials, kernel.Confirmed));
        Assert.Equal((4, 3), (minima.Trials, minima.Confirmed));
    }

    [Fact]
    public void A2_does_not_count_a_point_without_a_predicted_direction_as_confirmed()
    {
        Redundant(first, index: 0, nullity: 1, predicted: 0, residual: double.NaN);

        Assert.Equal((1, 0), (Judge()[3].Trials, Judge()[3].Confirmed));
    }

    [Fact]
    public void A3_compares_margin_with_distance_both_ways_where_the_margin_can_tell()
    {
        Add(first, Domains.Efficient, margin: 0.1, bias: Far, duplication: Far, deactivation: Far); // efficient, confirmed
        Add(first, Domains.Redundant, margin: 0, bias: Far, duplication: 0, deactivation: Far); // redundant, confirmed
        Add(first, Domains.Efficient, margin: 0, bias: Far, duplication: Far, deactivation: Far); // efficient, its margin is lost in rounding
        Add(first, Domains.Redundant, margin: 0.1, bias: 0, duplication: Far, deactivation: Far); // redundant, its margin does not see it
        Add(first, Domains.Redundant, margin: 0.1, bias: Far, duplication: Far, deactivation: 0); // a dead neuron is on neither side
        Add(Problem(3, "polynomial") with { NodeCount = 12 }, Domains.Efficient, margin: 0, bias: Far, duplication: Far, deactivation: Far); // 13 functions on 12 nodes

        Assert.Equal((2, 1, "1 undecided"), (Judge()[6].Trials, Judge()[6].Confirmed, Judge()[6].Verdict)); // a margin that is lost refutes nothing
        Assert.Equal((2, 1, "1 exception"), (Judge()[7].Trials, Judge()[7].Confirmed, Judge()[7].Verdict));
    }

    [Fact]
    public void A4_counts_cells_of_random_targets_with_each_kind()
    {
        foreach (var problem in new[] { first, second, polynomial })
        {
            runs.Add(new RunView(runs.Count, problem.ProblemId, "tanh", 2, "gradient-flow", "converged", "", 10, 0.1, new double[7]));
            runs.Add(new RunView(runs.Count, problem.ProblemId, "tanh", 2, "gradient-flow", "diverging", "", 10, 0.1, [9, 9, 9, 9, 9, 9, 9])); // the same cell again
            runs.Add(new RunView(runs.Count, problem.ProblemId, "logistic", 2, "gradient-flow", "converged", "", 10, 0.1, new double[7]));
        }

        Efficient(first, index: 0, nullity: 0);
        Efficient(first, index: 1, nullity: 0);
        Efficient(second, index: 1, nullity: 0);
        Efficient(polynomial, index: 0, nullity: 0);

        var (efficient, redundant) = (Judge()[8], Judge()[9]);
        Assert.Equal((4, 2, "seen in this run"), (efficient.Trials, efficient.Confirmed, efficient.Verdict));
        Assert.Equal((4, 0, "not seen in this run"), (redundant.Trials, redundant.Confirmed, redundant.Verdict));
        Assert.False(redundant.HasExceptions);
    }

    [Fact]
    public void A2_wants_the_risk_constant_at_every_step_along_every_family()
    {
        // The variance of the target is 1: nodes of weight 1/2 with the values -1 and 1.
        Redundant(first, index: 0, nullity: 2, predicted: 2, residual: 1e-16);
        Redundant(first, index: 1, nullity: 2, predicted: 2, residual: 1e-16);
        Redundant(first, index: 1, nullity: 2, predicted: 2, residual: 1e-16); // no family was walked
        families.AddRange([new(0, "bias", 0.1, 1e-16, 0), new(0, "bias", 10, 1e-14, 5)]); // confirmed: the gradient is not asked for
        families.AddRange([new(1, "bias", 0.1, 1e-16, 0), new(1, "duplication", 0.1, 1e-5, 0)]); // one step is not flat

        Assert.Equal(("A2", 2, 1), (Judge()[5].Claim, Judge()[5].Trials, Judge()[5].Confirmed));
        Assert.Equal("1", Assert.Single(Judge()[5].OtherExceptions.Rows)[0]); // the point
    }

    [Fact]
    public void A5_wants_a_certified_efficient_core_and_the_same_point_back()
    {
        for (var i = 0; i < 4; i++)
        {
            Redundant(i < 3 ? first : polynomial, index: 0, nullity: 2, predicted: 2, residual: 1e-16);
        }

        points[3] = points[3] with { Point = points[3].Point with { Activation = "erf" } }; // no theorem, no trial
        cores.AddRange([
            new(0, 1, true, true, 0, 0, true),
            new(1, 1, true, false, 0, 0, true), // no proof
            new(2, 1, false, true, 0, 1e-3, false), // not efficient, and another point comes back
            new(3, 1, true, false, 0, 0, false),
        ]);

        var (pruned, back) = (Judge()[10], Judge()[11]);
        Assert.Equal((3, 1, "2 without a proof"), (pruned.Trials, pruned.Confirmed, pruned.Verdict));
        Assert.Equal((3, 2), (back.Trials, back.Confirmed));
        Assert.Equal("2", Assert.Single(back.OtherExceptions.Rows)[0]);
    }

    [Fact]
    public void A6_counts_equal_inertias_and_those_that_are_proved()
    {
        Efficient(first, index: 0, nullity: 0);
        splits.AddRange([
            new(0, 0, 0.5, 7, 1, 1, 7, 1, 1, true, false, true),
            new(0, 0, 1.5, 8, 1, 0, 8, 1, 0, true, true, false), // equal, not proved
            new(0, 1, 0.5, 7, 2, 0, 7, 1, 1, false, false, true), // the exception
        ]);
        extensions.AddRange([new(0, 8, 1, 1, 8, 1, 1, true, true), new(0, 8, 1, 1, 8, 1, 1, true, true)]);

        var (equal, proved, minima, dead) = (Judge()[12], Judge()[13], Judge()[14], Judge()[15]);
        Assert.Equal((3, 2), (equal.Trials, equal.Confirmed));
        Assert.Equal((3, 1, "2 without a proof"), (proved.Trials, proved.Confirmed, proved.Verdict));
        Assert.Equal((2, 0, "not seen in this run"), (minima.Trials, minima.Confirmed, minima.Verdict)); // what is not proved is no trial
        Assert.Equal((2, 2, "no exception, numerically"), (dead.Trials, dead.Confirmed, dead.Verdict));
        Assert.Equal("7, 2, 0", Assert.Single(equal.OtherExceptions.Rows)[^3]);
    }

    [Fact]
    public void A8_counts_diverging_runs_undecided_flows_and_diverging_runs_that_are_listed_as_points()
    {
        Efficient(first, index: 0, nullity: 0); // theta = 0
        void Run(ProblemView problem, string method, string outcome, double theta) =>
            runs.Add(new RunView(runs.Count, problem.ProblemId, "tanh", 2, method, outcome, outcome + ": so", 10, 0.1, [.. Enumerable.Repeat(theta, 7)]));
        Run(first, "gradient-flow", "converged", 0);
        Run(first, "gradient-flow", "diverging", 30);
        Run(first, "gradient-flow", "undecided", 30);
        Run(first, "gradient-descent", "undecided", 30); // not a flow
        Run(first, "gradient-descent", "diverging", 0); // the exception: it ends at a listed point
        Run(second, "gradient-descent", "diverging", 0); // another landscape, where nothing is listed
        Run(polynomial, "gradient-flow", "diverging", 30); // not a random target, but a flow, and it diverges

        var (some, flows, listed) = (Judge()[18], Judge()[19], Judge()[20]);
        Assert.Equal((6, 3, "seen in this run"), (some.Trials, some.Confirmed, some.Verdict));
        Assert.Equal((4, 3, "1 undecided"), (flows.Trials, flows.Confirmed, flows.Verdict));
        Assert.Equal((4, 3), (listed.Trials, listed.Confirmed));
        Assert.Equal("4", Assert.Single(listed.OtherExceptions.Rows)[0]); // the run
    }

    [Fact]
    public void Rows_carry_the_exact_interval()
    {
        for (var i = 0; i < 20; i++)
        {
            Efficient(first, index: 0, nullity: 0);
        }

        // 20 of 20: the lower end is 0.025^(1/20), the upper 1.
        Assert.Equal((20, 20, 0.8315665, 1.0), (Judge()[0].ToRow().Trials, Judge()[0].ToRow().Confirmed, Math.Round(Judge()[0].ToRow().Lower, 7), Judge()[0].ToRow().Upper));
        Assert.Equal("no exception, each case proved", Judge()[0].Verdict);
    }

    private static ProblemView Problem(long id, string family) => new(id, family, "", 1, 20, "gauss-legendre", 0, "{}");

    private void Efficient(ProblemView problem, int index, int nullity) =>
        Add(problem, Domains.Efficient, 0.1, Far, Far, Far, index, nullity);

    private void Redundant(ProblemView problem, int index, int nullity, int predicted, double residual) =>
        Add(problem, Domains.Redundant, 0, 0, Far, Far, index, nullity, predicted, residual);

    // Width 2 in one dimension: 13 functions behind the margin.
    private void Add(
        ProblemView problem, string domain, double margin, double bias, double duplication, double deactivation,
        int index = 0, int nullity = 0, int predicted = 0, double residual = double.NaN)
    {
        var id = points.Count;
        points.Add(new CriticalPoint(
            problem,
            new CriticalPointView(id, problem.ProblemId, "tanh", 2, new double[7], 0.1),
            new DiscoveryView(id, "training", 1, null),
            domain == Domains.Efficient && nullity == 0
                ? new CertificateView(id, true, "", index, true, 0.1, 1e-6, true, false)
                : new CertificateView(id, false, domain == Domains.Efficient ? "singular" : "redundant", null, false, double.NaN, double.NaN, false, true),
            new SpectrumView(id, new double[7], index, nullity, 0.1),
            new ClassView(id, domain, Kinds(bias, duplication, deactivation), margin, deactivation, bias, duplication, predicted, residual)));
    }

    private static string[] Kinds(double bias, double duplication, double deactivation) =>
        [.. new[] { ("deactivation", deactivation), ("bias", bias), ("duplication", duplication) }.Where(k => k.Item2 == 0).Select(k => k.Item1)];

    private IReadOnlyList<ClaimCount> Judge() => ClaimCounts.Judge(
        new Findings
        {
            Problems = [first, second, polynomial],
            Nodes = new[] { first, second, polynomial }.SelectMany(p => new[] { new NodeView(p.ProblemId, 0, [-1], 0.5, -1), new NodeView(p.ProblemId, 1, [1], 0.5, 1) }).ToLookup(n => n.ProblemId),
            Runs = runs,
            Points = points,
            Families = families,
            Cores = cores,
            Splits = splits,
            Extensions = extensions,
        },
        Options);
}
