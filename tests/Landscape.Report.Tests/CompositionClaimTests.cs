using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>B1 to B8 and A7 on rows made by hand: what is a trial, what is confirmed, and that every part of a check can refuse.</summary>
public sealed class CompositionClaimTests
{
    // A flow of two layers with h = 1, z* = 1 and c = 0: the rate is 2, and p = 2.
    private static readonly FlowView Good = new(
        0, "imbalance", "f", "1-1-1", 2, 1, 0, "converged", "final time", "target-set", 0, 1e-15, 100, 1e-13, 2, 1e-7, 2, 1e-14, 1e-12, 1, 2, 2);

    private static readonly ExitView Left = new("f", 1, -2, 1e-3, "exited", 4, 3.5, 4, 0.1);
    private static readonly RateView Tail = new(0, "gradient-descent", "exponential", 10, 0.1, 0.001, 0.1, 2, double.NaN, double.NaN);

    [Fact]
    public void The_claims_stand_in_their_order() =>
        Assert.Equal(
            ["B1", "B1", "B2", "B2", "B3", "B3", "B3", "B4", "B4", "B4", "B5", "B6", "B6", "B7", "B7", "B7", "B8", "B8"],
            CompositionClaims.Judge(new CompositionFindings()).Select(c => c.Claim));

    [Fact]
    public void B1_allows_two_tolerances_a_step_and_four_roundings_a_step()
    {
        // 100 steps at 1e-13 allow 2e-11; 32 steps of collocation 32 * 4 * 2.2e-16 = 2.8e-14.
        var counts = Judge(new CompositionFindings
        {
            Flows = [Good with { InvariantDrift = 1.9e-11 }, Good with { InvariantDrift = 2.1e-11 }, Good with { Outcome = "failed" }, Good with { InvariantDrift = double.NaN }],
            Invariants =
            [
                new("f", "1-1-1", "dormand-prince-853", 1e-6, 10, "completed", 1.9e-5),
                new("f", "1-1-1", "dormand-prince-853", 1e-6, 10, "completed", 2.1e-5),
                new("f", "1-1-1", "gauss-collocation-8", null, 32, "completed", 2.8e-14),
                new("f", "1-1-1", "gauss-collocation-8", null, 32, "completed", 2.9e-14),
                new("f", "1-1-1", "gauss-collocation-8", null, 32, "failed", 0),
                new("f", "1-1-1", "gradient-descent", null, 32, "completed", 1), // drifts as it must: no trial
            ],
        });

        AssertCounts(counts, "B1", (6, 2), (3, 1));
        Assert.Equal(4, counts[0].OtherExceptions.Rows.Count);
    }

    [Fact]
    public void B2_counts_flows_from_random_starts_that_converge_and_not_to_a_strict_saddle()
    {
        var random = Good with { Purpose = "random-start" };
        var counts = Judge(new CompositionFindings
        {
            Flows = [random, random with { Kind = "rank-deficient" }, random with { MorseIndex = 1 }, random with { Outcome = "undecided", MorseIndex = 1 }, Good with { Outcome = "undecided" }],
        });

        AssertCounts(counts, "B2", (4, 3), (3, 2)); // a flow that did not converge is at no saddle
        Assert.Equal("1 exception", counts.First(c => c.Claim == "B2").Verdict);
    }

    [Fact]
    public void B3_parts_the_universal_case_from_the_closed_form_and_counts_orders_of_both()
    {
        var origin = new SaddleView("f", "1-4-1", 2, 4, 2, -1, 2, [], 1e-15);
        AssertCounts(
            Judge(new CompositionFindings
            {
                Saddles =
                [
                    origin,
                    origin with { EigenvalueError = 1e-11 }, // beyond 1e-12
                    origin with { Shape = "2-4-1", OrderMeasured = 2.001 }, // two layers, but of a matrix; beyond 1e-4
                    origin with { Shape = "1-4-4-1", Layers = 3, ZeroLayers = 3 }, // order 2 measured, 3 predicted
                    origin with { Shape = "1-4-4-1", Layers = 3, EigenvalueError = double.NaN },
                ],
            }),
            "B3",
            (2, 1),
            (3, 2),
            (5, 3));
    }

    [Fact]
    public void B4_wants_eigenvalue_zeros_and_nullity_on_the_target_set_and_integers_for_least_squares()
    {
        var number = new MorseBottView(0, "f", "1-2-1", "target-set", 0, 3, 3, 2, 2 + 1e-7, 1e-7);
        var matrix = number with { EigenvaluePredicted = null, LargestOther = 1 };
        var point = new LeastSquaresView(2, 2, [0], 1e-15, 0.5, 0.5, 1, 1, 3, 3);
        AssertCounts(
            Judge(new CompositionFindings
            {
                MorseBott =
                [
                    number,
                    number with { EigenvalueMeasured = 2.00001 },
                    number with { LargestOther = 1e-5 },
                    number with { Nullity = 2 },
                    number with { MorseIndex = 1 },
                    number with { Kind = "rank-deficient", NullityPredicted = null, EigenvaluePredicted = null }, // not on the target set
                    matrix,
                    matrix with { Nullity = 4 },
                ],
                LeastSquares =
                [
                    point,
                    point with { MorseIndex = 0 },
                    point with { Nullity = 2 },
                    point with { GradientNorm = 1e-9 },
                    point with { Value = 0.6 },
                ],
            }),
            "B4",
            (5, 1),
            (2, 1),
            (5, 1));
    }

    [Fact]
    public void B5_and_B6_hold_the_flow_to_rate_reduced_equation_and_norm()
    {
        var counts = Judge(new CompositionFindings
        {
            Flows =
            [
                Good with { RateMeasured = 2 + 2e-5 }, // within 3e-7 + 2e-5
                Good with { RateMeasured = 2 + 2.1e-5 },
                Good with { RateMeasured = null },
                Good with { ReducedDifference = 1.1e-10 },
                Good with { ReducedDifference = double.NaN },
                Good with { PMeasured = 2 + 1e-9 },
                Good with { Purpose = "random-start", RateMeasured = 5, ReducedDifference = null }, // counts for p alone
                Good with { Purpose = "random-start", PMeasured = null, PPredicted = null }, // deeper: for nothing
            ],
        });

        AssertCounts(counts, "B5", (6, 4));
        AssertCounts(counts, "B6", (6, 4), (7, 6));
    }

    [Fact]
    public void B7_wants_arrival_on_the_manifold_exits_in_time_and_the_law_between_neighbours()
    {
        // |f'(0)| = 2: an error of 1e-3 / 2 in the time is allowed. The law: log(10) / 2 = 1.1513 a decade.
        const double Decade = 1.151292546497023;
        var next = Left with { Epsilon = 1e-4, Time = 4 + Decade, TimeLeading = 3.5 + Decade, TimeExact = 4 + Decade };
        var late = next with { Epsilon = 1e-5, Time = 4 + (2.02 * Decade), TimeLeading = 3.5 + (2 * Decade), TimeExact = 4 + (2 * Decade) };
        AssertCounts(
            Judge(new CompositionFindings
            {
                Exits =
                [
                    Left with { Epsilon = 0, Outcome = "converged-to-origin" },
                    Left with { Epsilon = 0, Outcome = "undecided" },
                    late,
                    Left, // the order of the rows does not matter
                    next,
                    Left with { Hidden = 4, Time = 4.0004 },
                    Left with { Hidden = 4, Epsilon = 1e-4, Outcome = "undecided" },
                    Left with { Hidden = 4, Epsilon = 0.1, Time = 4.0006 }, // too far for the law
                ],
            }),
            "B7",
            (2, 1),
            (6, 3),
            (3, 1));
    }

    [Fact]
    public void B8_wants_conservation_and_the_saddle_exactly_where_predicted()
    {
        var trajectory = new PortraitView(0, "tanh", "f", "flow", "converged", 1e-12);
        var saddle = new NeuronSaddleView("tanh", "f", true, true, 0, [-1, 1], [-1, 1], 0);
        AssertCounts(
            Judge(new CompositionFindings
            {
                Portraits = [trajectory, trajectory with { Role = "stable-manifold", Outcome = "completed" }, trajectory with { ConservedDrift = 1e-9 }, trajectory with { Outcome = "undecided" }],
                NeuronSaddles =
                [
                    saddle,
                    saddle with { Eigenvalues = [-1, 1.001] },
                    saddle with { Present = false, Eigenvalues = [] },
                    saddle with { Predicted = false },
                    saddle with { Predicted = false, Present = false, SmallestOutputGradient = 0.1 },
                    saddle with { Predicted = false, Present = false, SmallestOutputGradient = 0 },
                ],
            }),
            "B8",
            (4, 2),
            (6, 2));
    }

    [Fact]
    public void A7_compares_fitted_tails_of_predicted_methods_and_looks_for_power_laws()
    {
        var counts = RateClaims.Judge(new Findings
        {
            Rates =
            [
                Tail with { RateMeasured = 0.1039 }, // within 3 * 0.001 + 0.01 * 0.1
                Tail with { RateMeasured = 0.1041 },
                Tail with { RateMeasured = double.NaN },
                Tail with { Law = "out-of-reach", RateMeasured = double.NaN }, // no trial
                Tail with { Method = "l-bfgs", Law = "order" }, // nothing is predicted
            ],
            DegenerateTails = [new(0, "power", 1, 1, 1), new(1, "exponential", 1, 1, 1), new(2, "left", 1, 1, 1)],
        }).ToList();

        AssertCounts(counts, "A7", (3, 1), (3, 1));
        Assert.Equal(("2 exceptions", "seen in this run"), (counts[0].Verdict, counts[1].Verdict));
    }

    private static List<ClaimCount> Judge(CompositionFindings findings) => [.. CompositionClaims.Judge(findings)];

    private static void AssertCounts(IEnumerable<ClaimCount> counts, string claim, params (long, long)[] expected) =>
        Assert.Equal(expected, counts.Where(c => c.Claim == claim).Select(c => (c.Trials, c.Confirmed)));
}
