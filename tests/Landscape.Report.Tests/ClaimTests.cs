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
    private readonly ProblemView first = Problem(0, "gaussian-process");
    private readonly ProblemView second = Problem(1, "gaussian-process");
    private readonly ProblemView polynomial = Problem(2, "polynomial");

    [Fact]
    public void Without_points_nothing_is_tested_and_the_interval_is_everything()
    {
        Assert.All(Judge(), c => Assert.Equal((0, 0, 0.0, 1.0, ClaimCount.NotTested), (c.Trials, c.Confirmed, c.Interval.Lower, c.Interval.Upper, c.Verdict)));
        Assert.Equal(["A1", "A1", "A1", "A2", "A2", "A3", "A3", "A4", "A4"], Judge().Select(c => c.Claim));
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
        Assert.Equal("1 exception, listed below", all.Verdict);
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

        Assert.Equal((2, 1), (Judge()[5].Trials, Judge()[5].Confirmed));
        Assert.Equal((2, 1), (Judge()[6].Trials, Judge()[6].Confirmed));
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

        var (efficient, redundant) = (Judge()[7], Judge()[8]);
        Assert.Equal((4, 2, "seen in this run"), (efficient.Trials, efficient.Confirmed, efficient.Verdict));
        Assert.Equal((4, 0, "not seen in this run"), (redundant.Trials, redundant.Confirmed, redundant.Verdict));
        Assert.False(redundant.HasExceptions);
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
        new Findings { Problems = [first, second, polynomial], Runs = runs, Points = points }, Options);
}
