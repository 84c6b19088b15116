namespace Landscape.Search.Tests.Detection;

/// <summary>Both halves of the unstable manifold of a saddle, on functions whose valleys are known.</summary>
public class SaddleDescentTests
{
    private static readonly Func<double, (double Value, double First, double Second)> Bowl = x => (x * x, 2 * x, 2);

    [Theory]
    [InlineData(-1.0)]
    [InlineData(1.0)]
    public void From_the_pass_of_a_double_well_the_flow_goes_to_the_well_on_either_side(double other)
    {
        // (x^2 - 1)^2 + (y^2 - 1)^2: the pass (0, +-1) joins (-1, +-1) and (1, +-1), and the flow does not change y.
        var function = Separable.DoubleWells(2);
        var (minus, plus) = new SaddleDescent(function).Run(SpectralModel.At(function, [0, other]));

        Assert.All([minus, plus], end => Assert.Equal((Outcome.Converged, other), (end.Outcome, end.Theta[1])));
        var sides = new[] { minus.Theta[0], plus.Theta[0] }.Order().ToList();
        Assert.Equal(-1, sides[0], 1e-6); // a converged flow is within a Newton step of 1e-6 (1 + |theta|) / 2 of the minimum
        Assert.Equal(1, sides[1], 1e-6);
    }

    [Fact]
    public void Where_another_pass_is_nearer_than_the_first_step_the_flow_still_keeps_to_its_own_valley()
    {
        // f' = x (x + c) (x + 2c) (x - 1) (x + 1), c = 1e-3: passes at 0 and -2c, minima at -1, -c and 1. A start at -1e-2, the first that is tried, lies
        // beyond the pass at -2c and would end at -1.
        const double C = 1e-3;
        var function = new Separable(
            x => (
                1 + (x * x * x * x * x * x / 6) + (3 * C * x * x * x * x * x / 5) + (((2 * C * C) - 1) * x * x * x * x / 4) - (C * x * x * x) - (C * C * x * x),
                x * (x + C) * (x + (2 * C)) * (x - 1) * (x + 1),
                (5 * x * x * x * x) + (12 * C * x * x * x) + (3 * ((2 * C * C) - 1) * x * x) - (6 * C * x) - (2 * C * C)),
            Bowl);
        var (minus, plus) = new SaddleDescent(function).Run(SpectralModel.At(function, [0, 0]));

        var sides = new[] { minus.Theta[0], plus.Theta[0] }.Order().ToList();
        Assert.Equal(-C, sides[0], 1e-5); // the curvature there is c^2 = 1e-6, so the gradient tolerance 1e-12 leaves 1e-6
        Assert.Equal(1, sides[1], 1e-5);
    }

    [Fact]
    public void A_side_that_leads_to_infinity_is_diverging()
    {
        // -x^2 / (1 + x^2) = -1 + 1 / (1 + x^2) falls to its asymptote -1 on both sides; raised by 2 so that risks are positive.
        var function = new Separable(
            x =>
            {
                var q = 1 / (1 + (x * x));
                return (1 + q, -2 * x * q * q, ((6 * x * x) - 2) * q * q * q);
            },
            Bowl);
        var (minus, plus) = new SaddleDescent(function).Run(SpectralModel.At(function, [0, 0]));

        Assert.Equal((Outcome.Diverging, Outcome.Diverging), (minus.Outcome, plus.Outcome));
        Assert.True(minus.Theta[0] * plus.Theta[0] < 0);
    }

    [Theory]
    [InlineData(1.0, 1.0)] // a minimum
    [InlineData(0.0, 0.0)] // index 2
    public void Only_a_saddle_of_index_1_has_two_sides(double x, double y)
    {
        var function = Separable.DoubleWells(2);
        Assert.Throws<ArgumentException>(() => new SaddleDescent(function).Run(SpectralModel.At(function, [x, y])));
    }
}
