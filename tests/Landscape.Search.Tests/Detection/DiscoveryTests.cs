using FsCheck;
using FsCheck.Fluent;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Detection;

/// <summary>Good-Turing and Chao on lists counted by hand, on a known distribution, and what counts as a draw.</summary>
public class DiscoveryTests
{
    [Fact]
    public void Draws_are_counted_as_by_hand()
    {
        // a 2, b 1, c 2, d 1: n = 6, S = 4, f1 = 2, f2 = 2; f1 / n = 1/3; 4 + 2 * 1 / (2 * 3) = 13/3.
        var estimate = DiscoveryEstimate.Of(["a", "a", "b", "c", "c", "d"]);
        Assert.Equal((6, 4, 2, 2), (estimate.Draws, estimate.Points, estimate.SeenOnce, estimate.SeenTwice));
        Assert.Equal([1, 1, 2, 3, 3, 4], estimate.Curve);
        Assert.Equal(1.0 / 3, estimate.Unseen, 1e-15);
        Assert.Equal(13.0 / 3, estimate.Chao1, 1e-15);
    }

    [Fact]
    public void Five_points_seen_once_each_suggest_fifteen()
    {
        // f1 = 5, f2 = 0: nothing was seen again; 5 + 5 * 4 / 2 = 15, and the next draw is new for sure.
        var estimate = DiscoveryEstimate.Of([1, 2, 3, 4, 5]);
        Assert.Equal(15, estimate.Chao1);
        Assert.Equal(1, estimate.Unseen);
    }

    [Fact]
    public void Points_seen_often_suggest_that_none_is_missing()
    {
        var estimate = DiscoveryEstimate.Of([1, 2, 1, 2, 1, 2]);
        Assert.Equal((2, 0), (estimate.Chao1, estimate.Unseen));
    }

    [Fact]
    public void Without_draws_nothing_is_estimated()
    {
        var estimate = DiscoveryEstimate.Of(Array.Empty<int>());
        Assert.Empty(estimate.Curve);
        Assert.True(double.IsNaN(estimate.Unseen) && double.IsNaN(estimate.Chao1));
    }

    [Fact]
    public void Good_and_Turings_estimate_is_right_on_average()
    {
        // Points i = 1..20 with probability p_i = i / 210, n = 30 draws: E[f1 / n] = sum p (1 - p)^(n-1) exactly.
        const int n = 30, repetitions = 4000;
        var expected = Enumerable.Range(1, 20).Sum(i => i / 210.0 * Math.Pow(1 - (i / 210.0), n - 1));
        var stream = new RandomStream(1, "tests", "draws", 0);
        var values = Enumerable.Range(0, repetitions).Select(_ => DiscoveryEstimate.Of([.. Enumerable.Range(0, n).Select(_ => Point(stream.NextUniform()))]).Unseen).ToList();
        var error = Math.Sqrt(values.Sum(v => (v - expected) * (v - expected)) / repetitions / repetitions);
        Assert.InRange(values.Average() - expected, -4 * error, 4 * error); // four standard errors; the stream is fixed

        static int Point(double u) => Enumerable.Range(1, 20).First(i => u < i * (i + 1) / 420.0 || i == 20);
    }

    [Fact]
    public void Counts_fit_together_for_any_draws() =>
        Prop.ForAll(Gen.Choose(0, 8).ArrayOf().ToArbitrary(), draws =>
        {
            var estimate = DiscoveryEstimate.Of(draws);
            var consistent = estimate.Draws == draws.Length && estimate.Points == draws.Distinct().Count() && estimate.Curve.Count == draws.Length;
            var order = draws.Length == 0 || (estimate.Curve[^1] == estimate.Points && estimate.Chao1 >= estimate.Points && estimate.Unseen is >= 0 and <= 1);
            return consistent && order && estimate.SeenOnce + estimate.SeenTwice <= estimate.Points;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_efficient_ends_of_random_starts_are_draws()
    {
        var landscape = Landscapes.Teacher(Activation.Tanh, 2, [1.2, -0.7, 0.4, 0.9, -0.5]);
        var model = SpectralModel.At(new RiskFunction(landscape), [1.2, -0.7, 0.4, 0.9, -0.5]);
        var efficient = new FoundPoint(model, RedundancyKinds.None, DiscoverySource.Training, null);
        var redundant = new FoundPoint(model, RedundancyKinds.Bias, DiscoverySource.Training, null);
        var log = new DiscoveryLog();
        foreach (var source in Enum.GetValues<DiscoverySource>())
        {
            log.Add(source, efficient);
            log.Add(source, redundant);
            log.Add(source, null);
        }

        Assert.Equal(3, log.Draws.Count); // training, index searches, gradient-norm descents
        Assert.Equal((1, 0, 0), (log.Estimate().Points, log.Estimate().SeenOnce, log.Estimate().SeenTwice));
        Assert.All(Enum.GetValues<DiscoverySource>(), source => Assert.Equal(3, log.Searches[source]));
    }

    [Fact]
    public void Searches_that_ran_away_carry_their_evidence_and_are_no_critical_points()
    {
        // f = sign(x) is fitted the better the sharper the neuron: searches run to infinity.
        var landscape = new RiskLandscape(Landscapes.OnGrid(1, 12, x => Math.Sign(x[0])), Activation.Tanh, 2);
        var search = new CriticalPointSearch(landscape, Landscapes.Effort, Landscapes.Stream());
        search.Run(Landscapes.Descents(landscape), []);
        var diverging = search.Rejects.Where(r => r.Reason == RejectReason.Diverging).ToList();
        Assert.NotEmpty(diverging);
        foreach (var reject in diverging)
        {
            Assert.Equal(landscape.Risk(reject.Theta), reject.Risk);
            Assert.Equal(Math.Sqrt(reject.Theta.Sum(x => x * x)), reject.ParameterNorm, 1e-12 * reject.ParameterNorm);
            Assert.DoesNotContain(search.Points, p => SymmetryGroup.Of(landscape).SameOrbit(p.Model.Theta, reject.Theta));
        }
    }
}
