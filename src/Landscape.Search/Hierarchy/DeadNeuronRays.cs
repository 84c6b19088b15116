using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// Dead neurons that keep a critical point critical: zeros u of g(u) = E[r psi(u . x~)] with p = E[r psi'(z) x~] != 0, along a few fixed rays u = s v from near
/// the origin, where every neuron is nearly constant, to steep ones.
/// Left out are zeros that are redundant in another way too (u near +-u_j, where g = 0 and p = 0 for every critical point, or w near 0).
/// </summary>
public static class DeadNeuronRays
{
    private const int Rays = 6;
    private const int SegmentsPerRay = 6;

    // From slopes that are bent enough to differ from a constant to ones that make a step: psi varies over |z| of order 1.
    private const double FirstLength = 0.5;
    private const double LastLength = 8;

    // A neuron at least this far from the bias and duplication sets has a Hessian that is far from more degenerate ones.
    private const double Separation = 1e-2;

    // p^2 / E[psi^2] as a share of E[f^2] above which p is no rounding: residuals are known to some 1e-15.
    private const double SignificantFall = 1e-20;

    /// <summary>The zeros in order of rays and lengths, with the ray's direction; computed as they are asked for.</summary>
    /// <param name="landscape">The landscape of the point.</param>
    /// <param name="theta">A critical point, P parameters.</param>
    public static IEnumerable<(double[] Argument, double[] Direction)> Zeros(RiskLandscape landscape, double[] theta)
    {
        var extension = new NeuronExtension(landscape, theta);
        var wide = new RiskLandscape(landscape.Sample, landscape.Activation, landscape.Width + 1);
        var unit = GradientScale.TargetNorm(landscape.Sample);
        for (var ray = 1; ray <= Rays; ray++)
        {
            var direction = Direction(ray, landscape.Shape.InputDimension + 1);
            for (var segment = 0; segment < SegmentsPerRay; segment++)
            {
                if (extension.CriticalArgument(At(direction, segment), At(direction, segment + 1)) is { } argument
                    && extension.Descent(argument) is var (_, fall) && fall > SignificantFall * unit * unit
                    && IsOnlyDead(wide, NeuronExtension.Of(landscape.Shape, theta, argument, 0)))
                {
                    yield return (argument, direction);
                }
            }
        }
    }

    private static double[] At(double[] direction, int segment)
    {
        var length = FirstLength + ((LastLength - FirstLength) * segment / SegmentsPerRay);
        return [.. direction.Select(v => length * v)];
    }

    // A Halton point of [-1, 1]^(d+1) moved to the surface of that cube.
    private static double[] Direction(int ray, int dimension)
    {
        var point = new double[dimension];
        Halton.Point(ray, point.AsSpan(0, Math.Min(dimension, Halton.LargestDimension)));
        double[] centred = [.. point.Select(v => (2 * v) - 1)];
        var largest = Vectors.MaxNorm(centred);
        return [.. centred.Select(v => v / largest)];
    }

    private static bool IsOnlyDead(RiskLandscape wide, double[] extended) =>
        RedundancyDistances.Of(wide, extended) is { Bias: > Separation, Duplication: > Separation };
}
