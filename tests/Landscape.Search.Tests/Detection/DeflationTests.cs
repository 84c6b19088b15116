using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Detection;

/// <summary>Deflation on a function all of whose critical points are known, and on a landscape.</summary>
public class DeflationTests
{
    [Fact]
    public void All_nine_critical_points_of_two_double_wells_are_found_from_one_start()
    {
        var known = FoundFrom([[0.3, 0.4]], (_, point) => point);
        var expected = from x in new[] { -1, 0, 1 } from y in new[] { -1, 0, 1 } select (x, y);
        Assert.Equal(expected.Order(), known.Select(p => ((int)Math.Round(p[0]), (int)Math.Round(p[1]))).Order());
        Assert.All(known, p => Assert.All(p, x => Assert.Equal(Math.Round(x), x, 1e-8))); // the search hands over at a gradient of 1e-9, |H^-1| = 1
    }

    [Fact]
    public void Modulo_the_signs_of_the_coordinates_there_are_four_and_none_is_found_twice()
    {
        var known = FoundFrom([[0.3, 0.4], [1.5, 0.2], [0.2, 1.5], [1.5, 1.7]], (theta, point) => [.. point.Zip(theta, (p, x) => Math.Abs(p) * Math.Sign(x))]);
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], known.Select(p => (Math.Abs((int)Math.Round(p[0])), Math.Abs((int)Math.Round(p[1])))).Order());
    }

    [Fact]
    public void Without_known_points_it_is_Newtons_method()
    {
        // x^3 - x from 2 by hand: 2 - 6/11 = 16/11 -> ... -> 1, the nearest root; both coordinates alike.
        var result = new DeflatedNewton(1, 50, (_, point) => point).Run(new DoubleWells(), [2, 2], []);
        Assert.Equal(SearchStatus.Candidate, result.Status);
        Assert.All(result.Model.Theta, x => Assert.Equal(1, x, 1e-9));
    }

    [Fact]
    public void A_search_that_leaves_the_data_is_told()
    {
        // J = 1/2 log(1 + |theta|^2) has one critical point; from beyond 1 Newton's method runs to infinity.
        var result = new DeflatedNewton(1, 200, (_, point) => point).Run(new Logarithm(), [2, 0], []);
        Assert.Equal(SearchStatus.Diverging, result.Status);
    }

    [Fact]
    public void On_a_landscape_it_finds_points_on_no_known_orbit()
    {
        var landscape = new RiskLandscape(Landscapes.Hills, Activation.Tanh, 2);
        var effort = Landscapes.Effort with { IndexSearches = 0, GradientNormStarts = 0, Paths = 0, Climbs = 0, Deflations = 20 };
        var search = new CriticalPointSearch(landscape, effort, Landscapes.Stream());
        search.Run(Landscapes.Descents(landscape), []);
        var found = search.Points.Where(p => p is { Source: DiscoverySource.Deflation, Kinds: RedundancyKinds.None }).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, p => Assert.Equal(1, p.Hits)); // deflation never comes back to a known point
        Assert.All(found, p => Assert.DoesNotContain(search.Points, q => q != p && SymmetryGroup.Of(landscape).SameOrbit(q.Model.Theta, p.Model.Theta)));
        Assert.All(found, p => Assert.Contains(p.Parent, search.Points));
    }

    /// <summary>Zeros found one after the other, each deflated from then on, until no start gives another.</summary>
    private static List<double[]> FoundFrom(double[][] starts, Func<double[], double[], double[]> nearestImage)
    {
        var known = new List<double[]>();
        var deflated = new DeflatedNewton(1, 500, nearestImage);
        while (known.Count < 12 && starts.Select(s => deflated.Run(new DoubleWells(), s, known)).FirstOrDefault(r => r.Status == SearchStatus.Candidate) is { } result)
        {
            known.Add(result.Model.Theta);
        }

        return known;
    }

    /// <summary>sum_i (x_i^2 - 1)^2 / 4, gradient x_i^3 - x_i: critical exactly where every x_i is -1, 0 or 1.</summary>
    private sealed class DoubleWells : ISmoothFunction
    {
        public int Dimension => 2;

        public double Scale => 1;

        public double Value(ReadOnlySpan<double> theta) => (theta.ToArray().Sum(x => ((x * x) - 1) * ((x * x) - 1))) / 4;

        public double ValueGradient(ReadOnlySpan<double> theta, Span<double> gradient) => ValueGradientHessian(theta, gradient, new Matrix(2, 2));

        public double ValueGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian)
        {
            Array.Clear(hessian.Data);
            for (var i = 0; i < 2; i++)
            {
                gradient[i] = (theta[i] * theta[i] * theta[i]) - theta[i];
                hessian[i, i] = (3 * theta[i] * theta[i]) - 1;
            }

            return Value(theta);
        }
    }

    /// <summary>log(1 + |theta|^2) / 2.</summary>
    private sealed class Logarithm : ISmoothFunction
    {
        public int Dimension => 2;

        public double Scale => 1;

        public double Value(ReadOnlySpan<double> theta) => Math.Log(1 + Square(theta)) / 2;

        public double ValueGradient(ReadOnlySpan<double> theta, Span<double> gradient) => ValueGradientHessian(theta, gradient, new Matrix(2, 2));

        public double ValueGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian)
        {
            var q = 1 + Square(theta);
            for (var i = 0; i < 2; i++)
            {
                gradient[i] = theta[i] / q;
                for (var k = 0; k < 2; k++)
                {
                    hessian[i, k] = ((i == k ? 1 : 0) / q) - (2 * theta[i] * theta[k] / (q * q));
                }
            }

            return Value(theta);
        }

        private static double Square(ReadOnlySpan<double> theta) => (theta[0] * theta[0]) + (theta[1] * theta[1]);
    }
}
