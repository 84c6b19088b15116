namespace Landscape.Search.Tests.Training;

public sealed class GradientDescentTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(2e-4)]
    public void On_a_parabola_the_second_step_lands_on_the_minimum(double curvature)
    {
        // J = curvature x^2 / 2: the first step, eta = 1 (below 1 / curvature, so accepted), measures the curvature; eta = 1 / curvature then gives x = 0 to
        // rounding, and a third step may remove that.
        var result = Solvers.Descent().Run(KnownFunctions.Quadratic(curvature), [3]);
        Assert.Equal(Outcome.Converged, result.Outcome);
        Assert.InRange(result.Last.Step, 2, 3);
    }

    [Fact]
    public void Soft_modes_are_served_although_J_falls_in_every_step()
    {
        // Eigenvalues 1e-4 ... 1: with steps of 1 / lambda_max the softest mode shrinks by 1 - 1e-4 a step, and from 1 to a gradient of 1e-12 of the scale
        // (|x| <= 1e-8 of its start) takes log(1e8) / 1e-4 = 184,000 steps. The budget is 5,000.
        var result = Solvers.Descent(5000).Run(KnownFunctions.Quadratic(1e-4, 1e-3, 1e-2, 0.1, 1), [1, 1, 1, 1, 1]);
        Assert.Equal(Outcome.Converged, result.Outcome);
        Assert.All(result.Trace.Zip(result.Trace.Skip(1)), pair => Assert.True(pair.Second.Risk < pair.First.Risk));
    }
}
