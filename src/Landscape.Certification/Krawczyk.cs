using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// Krawczyk's test for F = dJ on sup-norm boxes X = centre +- radius: with any matrix A and an enclosure [F'(X)],
///     K(X) = c - A F(c) + (I - A [F'(X)]) (X - c)    lies in the interior of X
/// proves that X holds exactly one zero of F and that F' is regular on X (Krawczyk 1969, DOI 10.1007/BF02234767; Neumaier 1990, Interval Methods for
/// Systems of Equations, theorem 5.1.8). On such a box K(X) in int X reads, for every i,
///     step_i + contraction_i radius &lt; radius,   step_i = |A F(c)|_i,   contraction_i = sum_k |I - A [F'(X)]|_ik.
/// </summary>
internal sealed class Krawczyk
{
    private readonly HessianEnclosure hessian;
    private readonly double[] centre;
    private readonly Matrix inverse;

    /// <summary>The test around a centre.</summary>
    /// <param name="hessian">Encloses F'.</param>
    /// <param name="centre">c, P.</param>
    /// <param name="gradient">F(c), P.</param>
    /// <param name="inverse">A, about F'(c)^-1.</param>
    public Krawczyk(HessianEnclosure hessian, double[] centre, Ball[] gradient, Matrix inverse)
    {
        this.hessian = hessian;
        this.centre = centre;
        this.inverse = inverse;
        Steps = [.. NewtonStep(inverse, gradient).Select(s => s.Magnitude)];
    }

    /// <summary>Upper bounds on |A F(c)|_i.</summary>
    public double[] Steps { get; }

    /// <summary>The largest of them.</summary>
    public double LargestStep => Steps.Max();

    /// <summary>A F(c), P balls.</summary>
    public static Ball[] NewtonStep(Matrix inverse, Ball[] gradient)
    {
        var step = new Ball[gradient.Length];
        for (var i = 0; i < step.Length; i++)
        {
            for (var k = 0; k < gradient.Length; k++)
            {
                step[i] += gradient[k] * inverse[i, k];
            }
        }

        return step;
    }

    /// <summary>The test on the box of a radius.</summary>
    /// <param name="radius">Positive.</param>
    public KrawczykBox On(double radius)
    {
        var box = Box(centre, radius);
        var derivative = hessian.Over(box);
        var defect = derivative.MultipliedFromLeft(inverse);
        var contractions = new double[centre.Length];
        for (var i = 0; i < centre.Length; i++)
        {
            defect[i, i] = 1 - defect[i, i];
            contractions[i] = defect.RowMagnitude(i);
        }

        return new KrawczykBox(radius, derivative, Steps, contractions);
    }

    /// <summary>The box centre +- radius, rounded outwards.</summary>
    public static Interval[] Box(double[] centre, double radius) => [.. centre.Select(c => Interval.Around(c, radius))];
}

/// <summary>The outcome of Krawczyk's test on a box.</summary>
/// <param name="Radius">The box's radius.</param>
/// <param name="Hessian">[F'(X)].</param>
/// <param name="Steps">step_i.</param>
/// <param name="Contractions">contraction_i.</param>
internal sealed record KrawczykBox(double Radius, IntervalMatrix Hessian, double[] Steps, double[] Contractions)
{
    /// <summary>max_i contraction_i.</summary>
    public double Contraction => Contractions.Max();

    /// <summary>K(X) lies in the interior of X.</summary>
    public bool Passes => PassesWith(Radius);

    /// <summary>
    /// The smallest radius that this box's contractions prove: they hold on every box inside, so that step_i + contraction_i r &lt; r is enough for
    /// r &lt;= Radius.
    /// </summary>
    public double SmallestRadius
    {
        get
        {
            // Some ulps more than the equation's solution, for the strict inequality; it is checked, not trusted.
            var smallest = 1.000001 * Needed;
            return smallest < Radius && PassesWith(smallest) ? smallest : Radius;
        }
    }

    /// <summary>max_i step_i / (1 - contraction_i), about; infinite without contraction.</summary>
    public double Needed => Contraction < 1 ? Steps.Zip(Contractions, (s, q) => s / (1 - q)).Max() : double.PositiveInfinity;

    private bool PassesWith(double radius)
    {
        for (var i = 0; i < Steps.Length; i++)
        {
            if (!(Rounding.SumUp(Steps[i], Rounding.ProductUp(Contractions[i], radius)) < radius))
            {
                return false;
            }
        }

        return true;
    }
}
