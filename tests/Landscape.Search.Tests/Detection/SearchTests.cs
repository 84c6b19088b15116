using FsCheck;
using FsCheck.Fluent;

namespace Landscape.Search.Tests.Detection;

public class SearchTests
{
    [Fact]
    public void An_index_k_search_near_a_critical_point_of_index_k_finds_it() =>
        // The 27 critical points of three double wells: coordinates -1, 0, 1, index = number of zeros.
        Prop.ForAll(Gen.Choose(0, 26).Zip(Gen.Choose(-100, 100).ArrayOf(3)).ToArbitrary(), pair =>
        {
            double[] point = [(pair.Item1 % 3) - 1, (pair.Item1 / 3 % 3) - 1, (pair.Item1 / 9) - 1];
            // 0.2 away the curvature 12 x^2 - 4 keeps its sign (it changes at 0.577).
            var start = point.Zip(pair.Item2, (x, offset) => x + (0.002 * offset)).ToArray();
            var result = new IndexKSaddleSearch(1, 100, 0.3).Run(Separable.DoubleWells(3), start, point.Count(x => x == 0));
            Assert.Equal(SearchStatus.Candidate, result.Status);
            // The gradient is below 1e-9 at hand-over and the curvature at least 4.
            Assert.All(point.Zip(result.Model.Theta), p => Assert.Equal(p.First, p.Second, 1e-9));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_index_k_search_leaves_a_minimum_uphill()
    {
        var result = new IndexKSaddleSearch(1, 100, 0.3).Run(Separable.DoubleWells(2), [-0.9, 1], 1);
        Assert.Equal(SearchStatus.Candidate, result.Status);
        Assert.Equal(1, result.Model.MorseIndex);
    }

    [Fact]
    public void Gradient_norm_descent_finds_points_of_any_index()
    {
        var found = new HashSet<int>();
        foreach (var start in new double[][] { [0.9, -1.2], [0.2, 0.9], [0.1, -0.15] })
        {
            var result = new GradientNormDescent(1, 100).Run(Separable.DoubleWells(2), start);
            Assert.Equal(SearchStatus.Candidate, result.Status);
            found.Add(result.Model.MorseIndex);
        }

        Assert.Equal([0, 1, 2], found.Order());
    }

    [Fact]
    public void Gradient_norm_descent_reports_a_gradient_flat_point_as_such()
    {
        var result = new GradientNormDescent(1, 200).Run(Separable.Ramp(0.01), [0.7, -0.4]);
        Assert.Equal(SearchStatus.GradientFlat, result.Status);
        Assert.Equal(0.01, result.Model.GradientNorm, 1e-6); // the smallest |g|, taken at x = 0
    }

    [Fact]
    public void A_polish_from_nearby_reaches_the_critical_point_to_rounding()
    {
        var result = new NewtonPolish(1).Run(Separable.DoubleWells(3), [0.05, -0.95, 1.04]);
        Assert.Equal(PolishStatus.Polished, result.Status);
        Assert.Equal(1, result.Model.MorseIndex);
        // One rounding of x near 1 changes the gradient by 8 eps: the error in x is a few eps.
        Assert.All(new[] { 0, -1.0, 1 }.Zip(result.Model.Theta), p => Assert.Equal(p.First, p.Second, 1e-15));
    }

    [Fact]
    public void A_polish_that_would_go_far_says_that_it_left_the_basin()
    {
        // (x - 1.5)^2 / 2: Newton's method heads for 1.5, further than the basin radius 1.
        var bowl = new Separable(x => ((x - 1.5) * (x - 1.5) / 2, x - 1.5, 1));
        Assert.Equal(PolishStatus.LeftBasin, new NewtonPolish(1).Run(bowl, [0.0]).Status);
    }

    [Fact]
    public void A_polish_that_runs_to_infinity_says_so()
    {
        // (x - 20000)^2 / 2: the critical point lies beyond the parameter limit 1e4, from which the candidate is 0.2 away.
        var slope = new Separable(x => ((x - 2e4) * (x - 2e4) / 2, x - 2e4, 1));
        Assert.Equal(PolishStatus.Diverging, new NewtonPolish(1).Run(slope, [NewtonPolish.ParameterLimit - 1e-5]).Status);
    }

    [Fact]
    public void A_degenerate_minimum_is_singular_and_not_polished()
    {
        // x^4 + y^2: the gradient 4 x^3 is within tolerance from x = 3e-5 on, yet the point is not regular.
        var result = new NewtonPolish(1).Run(Separable.Quartic(), [1e-2, 0.3]);
        Assert.True(result.Model.GradientNorm <= 1e-13);
        Assert.NotEqual(PolishStatus.Polished, result.Status);
    }

    [Fact]
    public void A_flat_direction_makes_the_polished_point_singular()
    {
        // (x - 0.3)^2 whatever y.
        var trough = new Separable(x => ((x - 0.3) * (x - 0.3), 2 * (x - 0.3), 2), _ => (0, 0, 0));
        var result = new NewtonPolish(1).Run(trough, [0.0, 0.7]);
        Assert.Equal(PolishStatus.Singular, result.Status);
        Assert.Equal(1, result.Model.Nullity);
        Assert.Equal([0.3, 0.7], result.Model.Theta); // nothing moves along the kernel
    }
}
